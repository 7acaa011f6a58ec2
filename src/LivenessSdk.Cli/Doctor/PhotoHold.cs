using System.Buffers.Text;

namespace LivenessSdk.Cli;

/// <summary>Detects a request that contains the photo, and cancels the check before it is sent.</summary>
internal sealed class PhotoHold(byte[] photo, CancellationTokenSource check)
{
    private readonly byte[] _base64 = Encode(photo);
    private volatile bool _isHeld;

    /// <summary>Gets a value indicating whether the photo was about to be sent, so that everything before it has succeeded.</summary>
    public bool IsHeld => _isHeld;

    /// <summary>Allows a request without the photo.</summary>
    /// <exception cref="OperationCanceledException">The request contains the photo.</exception>
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
