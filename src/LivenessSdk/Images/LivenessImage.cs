using System.Diagnostics;

namespace LivenessSdk;

/// <summary>Holds one photo, in memory or at a URL, whose header was read and found within limits.</summary>
/// <remarks>The bytes are the caller's own: do not change them while a check runs. They are never copied into a string, nor shown by the debugger.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class LivenessImage
{
    internal LivenessImage(ReadOnlyMemory<byte> data, ImageFormat format, int width, int height)
    {
        Data = data;
        Format = format;
        Width = width;
        Height = height;
    }

    private LivenessImage(Uri uri)
    {
        Uri = uri;
    }

    /// <summary>Gets where the vendor fetches the photo; null for a photo in memory.</summary>
    public Uri? Uri { get; }

    /// <summary>Gets the bytes as they were given; empty for a photo at a URL.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Gets the format, found by the first bytes; <see cref="ImageFormat.Unknown"/> for a photo at a URL.</summary>
    public ImageFormat Format { get; }

    /// <summary>Gets the width in pixels as displayed, after orientation; 0 for a photo at a URL.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels as displayed, after orientation; 0 for a photo at a URL.</summary>
    public int Height { get; }

    /// <summary>Reads the header of a photo in memory.</summary>
    /// <param name="data">A JPEG, PNG or WebP file. It is kept, not copied.</param>
    /// <param name="limits">What it may cost; null for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the bytes are no such file, or exceed a limit.</exception>
    public static LivenessImage FromBytes(ReadOnlyMemory<byte> data, ImageLimits? limits = null)
    {
        throw new PlatformNotSupportedException(limits?.ToString());
    }

    /// <summary>Decodes base64, with or without a data URI's prefix, and reads the header of the photo.</summary>
    /// <param name="text">Standard or URL-safe base64; white space and missing padding are allowed.</param>
    /// <param name="limits">What it may cost; null for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the text is not base64, or its bytes are no photo within the limits.</exception>
    public static LivenessImage FromBase64(ReadOnlySpan<char> text, ImageLimits? limits = null)
    {
        throw new PlatformNotSupportedException(limits?.ToString());
    }

    /// <summary>Reads a photo from a stream, at most as many bytes as the limits allow.</summary>
    /// <param name="stream">Read from its position to its end; not disposed.</param>
    /// <param name="limits">What it may cost; null for <see cref="ImageLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the bytes are no photo within the limits.</exception>
    public static Task<LivenessImage> FromStreamAsync(
        Stream stream, ImageLimits? limits = null, CancellationToken cancellationToken = default)
    {
        throw new PlatformNotSupportedException(limits?.ToString());
    }

    /// <summary>Reads a photo from a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="limits">What it may cost; null for <see cref="ImageLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the bytes are no photo within the limits.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Task<LivenessImage> FromFileAsync(
        string path, ImageLimits? limits = null, CancellationToken cancellationToken = default)
    {
        throw new PlatformNotSupportedException(limits?.ToString());
    }

    /// <summary>Refers to a photo that the vendor fetches itself; we never do. Only vendors with <see cref="LivenessProviderInfo.AcceptsUri"/> take it.</summary>
    /// <param name="uri">An absolute https address.</param>
    /// <exception cref="ArgumentException"><paramref name="uri"/> is not an absolute https address.</exception>
    public static LivenessImage FromUri(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("The address of a photo must be absolute and start with https://.", nameof(uri));
        }

        return new LivenessImage(uri);
    }

    /// <summary>Returns format and sizes, never content or address.</summary>
    public override string ToString() =>
        Uri is null ? $"{Format} {Width}x{Height}, {Data.Length} bytes" : "photo at a URL";
}
