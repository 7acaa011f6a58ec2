using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace LivenessSdk.Providers;

/// <summary>Provides a JSON body that contains photos as base64, encoded while it is sent and never in memory as a whole.</summary>
/// <remarks>Its length is known beforehand and it can be sent again. A body with several photos is made by <see cref="Base64JsonWriter"/>.</remarks>
public sealed class Base64JsonContent : HttpContent
{
    /// <summary>The maximum that is encoded before it is sent. JSON and photos share it, so that no packet carries a few bytes alone.</summary>
    private const int BufferBytes = 64 * 1024;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly IReadOnlyList<(int Position, ReadOnlyMemory<byte> Photo)> _photos;

    /// <summary>Initializes a new instance of the <see cref="Base64JsonContent"/> class.</summary>
    /// <param name="json">The JSON without the photos.</param>
    /// <param name="photos">Each photo with its place in <paramref name="json"/>, in order.</param>
    internal Base64JsonContent(ReadOnlyMemory<byte> json, IReadOnlyList<(int Position, ReadOnlyMemory<byte> Photo)> photos)
    {
        _json = json;
        _photos = photos;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>Initializes a new instance of the <see cref="Base64JsonContent"/> class with one photo.</summary>
    /// <param name="prefix">The JSON up to the opening quote of the photo.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="suffix">The JSON from the closing quote on.</param>
    public Base64JsonContent(string prefix, ReadOnlyMemory<byte> photo, string suffix)
        : this(Join(prefix, suffix, out int position), [(position, photo)])
    {
    }

    /// <summary>Gets or sets what records when the body is read; <see langword="null"/> if nothing does.</summary>
    internal BodyTracking? Tracking { get; set; }

    /// <summary>Gets the length of the body in bytes.</summary>
    internal long Length
    {
        get
        {
            long length = _json.Length;
            foreach ((_, ReadOnlyMemory<byte> photo) in _photos)
            {
                length += (photo.Length + 2L) / 3 * 4;
            }

            return length;
        }
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Tracking?.Begin();
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Length, BufferBytes));
        try
        {
            Reader reader = new(_json, _photos);
            for (int length; (length = reader.Read(buffer)) > 0;)
            {
                await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            }

            Tracking?.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    private static byte[] Join(string prefix, string suffix, out int position)
    {
        byte[] json = new byte[Encoding.UTF8.GetByteCount(prefix) + Encoding.UTF8.GetByteCount(suffix)];
        position = Encoding.UTF8.GetBytes(prefix, json);
        Encoding.UTF8.GetBytes(suffix, json.AsSpan(position));
        return json;
    }

    /// <summary>Reads a body once, from its beginning.</summary>
    private struct Reader(ReadOnlyMemory<byte> json, IReadOnlyList<(int Position, ReadOnlyMemory<byte> Photo)> photos)
    {
        private int _jsonRead;
        private int _photosRead;
        private int _photoRead;

        /// <summary>Fills a buffer with the next bytes and returns their number: zero at the end.</summary>
        public int Read(Span<byte> buffer)
        {
            int filled = 0;
            while (true)
            {
                bool isLast = _photosRead == photos.Count;
                ReadOnlySpan<byte> text = json.Span[_jsonRead..(isLast ? json.Length : photos[_photosRead].Position)];
                int length = Math.Min(text.Length, buffer.Length - filled);
                text[..length].CopyTo(buffer[filled..]);
                filled += length;
                _jsonRead += length;
                if (isLast || length < text.Length)
                {
                    return filled;
                }

                // Whole groups of three bytes, so that only the end of a photo is padded.
                ReadOnlySpan<byte> photo = photos[_photosRead].Photo.Span[_photoRead..];
                length = Math.Min(photo.Length, (buffer.Length - filled) / 4 * 3);
                Base64.EncodeToUtf8(photo[..length], buffer[filled..], out _, out int written);
                filled += written;
                _photoRead += length;
                if (length < photo.Length)
                {
                    return filled;
                }

                _photosRead++;
                _photoRead = 0;
            }
        }
    }
}
