using System.Diagnostics;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents one photo, in memory or at a URL. The header of a photo in memory has been read and is within the limits.</summary>
/// <remarks>The bytes belong to the caller: do not change them while the photo is in use. They are never copied into a string, shown by the debugger or written by a serializer.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class LivenessImage
{
    internal LivenessImage(ReadOnlyMemory<byte> data, ImageFormat format, int width, int height, int orientation = ExifOrientation.Upright)
    {
        Data = data;
        Format = format;
        Width = width;
        Height = height;
        Orientation = orientation;
    }

    private LivenessImage(Uri uri)
    {
        Uri = uri;
    }

    /// <summary>Gets the address from which the vendor fetches the photo, or <see langword="null"/> for a photo in memory.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public Uri? Uri { get; }

    /// <summary>Gets the bytes as they were given; empty for a photo at a URL.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>Gets the format, found by the first bytes; <see cref="ImageFormat.Unknown"/> for a photo at a URL.</summary>
    public ImageFormat Format { get; }

    /// <summary>Gets the width in pixels as displayed, after orientation; 0 for a photo at a URL.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels as displayed, after orientation; 0 for a photo at a URL.</summary>
    public int Height { get; }

    /// <summary>Gets the EXIF orientation, 1 to 8, in which the pixels are stored; 1 is upright.</summary>
    internal int Orientation { get; }

    /// <summary>Gets the structure of the file, which is examined once.</summary>
    internal ImageFile File => field ??= MetadataStripper.Examine(Data.Span, Format);

    /// <summary>Reads the header of a photo in memory.</summary>
    /// <param name="data">A JPEG, PNG or WebP file. It is kept, not copied.</param>
    /// <param name="limits">The limits, or <see langword="null"/> for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the bytes are not such a file, or exceed a limit.</exception>
    public static LivenessImage FromBytes(ReadOnlyMemory<byte> data, ImageLimits? limits = null)
    {
        limits ??= ImageLimits.Default;
        limits.CheckBytes(data.Length);
        ImageHeader header = ImageHeader.Read(data.Span);
        limits.CheckSize(header);
        if (header.Format == ImageFormat.Png)
        {
            header = header.WithLateOrientation(data.Span);
        }

        LivenessImage image = new(data, header.Format, header.Width, header.Height, header.Orientation);
        limits.CheckScans(header, image.File.Scans);
        return image;
    }

    /// <summary>Decodes base64, with or without a data URI's prefix, and reads the header of the photo.</summary>
    /// <param name="text">Standard or URL-safe base64. Line breaks, white space around lines and missing padding are allowed.</param>
    /// <param name="limits">The limits, or <see langword="null"/> for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the text is not base64, or its bytes are not a photo within the limits.</exception>
    public static LivenessImage FromBase64(ReadOnlySpan<char> text, ImageLimits? limits = null) =>
        FromBytes(Base64Reader.Decode(text, limits ?? ImageLimits.Default), limits);

    /// <summary>Reads a photo from a stream, at most as many bytes as the limits allow.</summary>
    /// <param name="stream">Read from its position to its end; not disposed.</param>
    /// <param name="limits">The limits, or <see langword="null"/> for <see cref="ImageLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the bytes are not a photo within the limits.</exception>
    public static async Task<LivenessImage> FromStreamAsync(
        Stream stream, ImageLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] data = await BoundedReader.ReadAsync(stream, limits ?? ImageLimits.Default, cancellationToken).ConfigureAwait(false);
        return FromBytes(data, limits);
    }

    /// <summary>Reads a photo from a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="limits">The limits, or <see langword="null"/> for <see cref="ImageLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the bytes are not a photo within the limits.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a directory, or the program may not read the file.</exception>
    /// <remarks>A pipe or a device is read to its end. Waiting for it does not block the caller's thread, and ends when the token is canceled.</remarks>
    public static Task<LivenessImage> FromFileAsync(
        string path, ImageLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Opening a pipe waits for its other end, and reading from it cannot be canceled: the thread that does is left behind then.
        return Task.Run(() => ReadFileAsync(path, limits, cancellationToken), cancellationToken).WaitAsync(cancellationToken);
    }

    private static async Task<LivenessImage> ReadFileAsync(string path, ImageLimits? limits, CancellationToken cancellationToken)
    {
        // No buffer of its own: it would contain a part of the photo, and would not be cleared.
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (stream.ConfigureAwait(false))
        {
            return await FromStreamAsync(stream, limits, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates a reference to a photo that the vendor fetches itself; the library never does. Only vendors with <see cref="LivenessProviderInfo.AcceptsUri"/> accept it.</summary>
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

    /// <summary>Copies the photo with other memory of the same content, which does not belong to the caller.</summary>
    internal LivenessImage WithData(ReadOnlyMemory<byte> data)
    {
        LivenessImage copy = (LivenessImage)MemberwiseClone();
        copy.Data = data;
        return copy;
    }

    /// <summary>Returns format and sizes, never content or address.</summary>
    public override string ToString() =>
        Uri is null ? $"{Format} {Width}x{Height}, {Data.Length} bytes" : "photo at a URL";
}

/// <summary>Represents the structure of a photo's file.</summary>
/// <param name="State">What can be done with it without decoding.</param>
/// <param name="Length">The number of bytes that <see cref="MetadataStripper.Strip"/> keeps.</param>
/// <param name="Scans">The number of scans of a JPEG; 0 for other formats.</param>
internal sealed record ImageFile(ContainerState State, int Length, int Scans);

/// <summary>Specifies what can be done with a photo's file without decoding it.</summary>
internal enum ContainerState
{
    /// <summary>Its end is missing, or it contains parts that no such file may have.</summary>
    Broken = 0,

    /// <summary>It is whole, but its picture cannot be taken out by copying.</summary>
    NeedsDecoding,

    /// <summary>It is whole, and its picture can be taken out by copying.</summary>
    Whole,
}
