using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace LivenessSdk;

/// <summary>Sends JSON in which photos stand as base64, encoded while it is sent and never held as a whole.</summary>
/// <remarks>Its length is known beforehand and it can be sent again. A body with several photos is made by <see cref="Base64JsonWriter"/>.</remarks>
internal sealed class Base64JsonContent : HttpContent
{
    /// <summary>A multiple of three, so that only the last chunk of a photo is padded.</summary>
    private const int ChunkLength = 48 * 1024;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly IReadOnlyList<(int Position, ReadOnlyMemory<byte> Photo)> _photos;

    /// <summary>Creates a body.</summary>
    /// <param name="json">The JSON without the photos.</param>
    /// <param name="photos">Each photo with its place in <paramref name="json"/>, in order.</param>
    public Base64JsonContent(ReadOnlyMemory<byte> json, IReadOnlyList<(int Position, ReadOnlyMemory<byte> Photo)> photos)
    {
        _json = json;
        _photos = photos;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>Creates a body with one photo.</summary>
    /// <param name="prefix">The JSON up to the opening quote of the photo.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="suffix">The JSON from the closing quote on.</param>
    public Base64JsonContent(string prefix, ReadOnlyMemory<byte> photo, string suffix)
        : this(Join(prefix, suffix, out int position), [(position, photo)])
    {
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(ChunkLength));
        try
        {
            int sent = 0;
            foreach ((int position, ReadOnlyMemory<byte> photo) in _photos)
            {
                await stream.WriteAsync(_json[sent..position], cancellationToken).ConfigureAwait(false);
                sent = position;
                for (int start = 0; start < photo.Length; start += ChunkLength)
                {
                    int length = Encode(photo.Span[start..Math.Min(start + ChunkLength, photo.Length)], buffer);
                    await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                }
            }

            await stream.WriteAsync(_json[sent..], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        foreach ((_, ReadOnlyMemory<byte> photo) in _photos)
        {
            length += (photo.Length + 2L) / 3 * 4;
        }

        return true;
    }

    private static byte[] Join(string prefix, string suffix, out int position)
    {
        byte[] json = new byte[Encoding.UTF8.GetByteCount(prefix) + Encoding.UTF8.GetByteCount(suffix)];
        position = Encoding.UTF8.GetBytes(prefix, json);
        Encoding.UTF8.GetBytes(suffix, json.AsSpan(position));
        return json;
    }

    private static int Encode(ReadOnlySpan<byte> chunk, Span<byte> destination)
    {
        Base64.EncodeToUtf8(chunk, destination, out _, out int written);
        return written;
    }
}
