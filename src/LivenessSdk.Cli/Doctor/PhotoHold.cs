using System.Buffers.Text;

namespace LivenessSdk.Cli;

/// <summary>Recognizes a photo in what is about to leave, and ends the check instead.</summary>
internal sealed class PhotoHold(byte[] photo, CancellationTokenSource check)
{
    private readonly byte[] _base64 = Encode(photo);
    private volatile bool _isHeld;

    /// <summary>Gets a value indicating whether the photo would have left, so that everything before it has succeeded.</summary>
    public bool IsHeld => _isHeld;

    /// <summary>Lets a request without the photo pass.</summary>
    /// <exception cref="OperationCanceledException">The request carries the photo.</exception>
    public async Task PassAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is { } content ? await ReadAsync(content, cancellationToken) : [];
        if (body.AsSpan().IndexOf(photo) < 0 && body.AsSpan().IndexOf(_base64) < 0)
        {
            return;
        }

        _isHeld = true;
        await check.CancelAsync();
        throw new OperationCanceledException("The photo is not sent.", check.Token);
    }

    private static byte[] Encode(byte[] photo)
    {
        byte[] text = new byte[Base64.GetMaxEncodedToUtf8Length(photo.Length)];
        Base64.EncodeToUtf8(photo, text, out _, out int written);
        return text[..written];
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await content.LoadIntoBufferAsync(cancellationToken);
        return await content.ReadAsByteArrayAsync(cancellationToken);
    }
}
