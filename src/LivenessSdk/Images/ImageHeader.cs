namespace LivenessSdk;

/// <summary>Represents the header of a photo: format, size and orientation. Reading it decodes and allocates nothing.</summary>
internal readonly partial struct ImageHeader
{
    private ImageHeader(ImageFormat format, int storedWidth, int storedHeight, int orientation)
    {
        Format = format;
        StoredWidth = storedWidth;
        StoredHeight = storedHeight;
        Orientation = orientation;
    }

    public ImageFormat Format { get; }

    /// <summary>Gets the width in pixels as stored; 0 when the data ended before it.</summary>
    public int StoredWidth { get; }

    /// <summary>Gets the height in pixels as stored; 0 when the data ended before it.</summary>
    public int StoredHeight { get; }

    /// <summary>Gets the EXIF orientation, 1 to 8; 1 is upright.</summary>
    public int Orientation { get; }

    public bool HasSize => StoredWidth > 0;

    /// <summary>Gets the width in pixels as displayed.</summary>
    public int Width => IsTurned ? StoredHeight : StoredWidth;

    /// <summary>Gets the height in pixels as displayed.</summary>
    public int Height => IsTurned ? StoredWidth : StoredHeight;

    private bool IsTurned => Orientation >= 5;

    /// <summary>Reads the header of a whole photo.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: no photo in a known format, or damaged.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> data)
    {
        if (!TryRead(data, out ImageHeader header) && !header.HasSize)
        {
            throw Invalid(data.IsEmpty
                ? "The photo is empty. Send the bytes of a JPEG, PNG or WebP file."
                : $"The photo ends too early, after {data.Length} bytes. Send the whole file.");
        }

        return header;
    }

    /// <summary>Reads the header from the first bytes of a photo.</summary>
    /// <param name="start">The photo, or the part of it that has arrived.</param>
    /// <param name="header">What has been found so far; the size is there as soon as <see cref="HasSize"/> says so.</param>
    /// <returns>Whether the header is complete; false when more bytes are needed.</returns>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: more bytes would not make it a photo.</exception>
    public static bool TryRead(ReadOnlySpan<byte> start, out ImageHeader header)
    {
        switch (RecognizeFormat(start))
        {
            case ImageFormat.Jpeg:
                return TryReadJpeg(start, out header);
            case ImageFormat.Png:
                return TryReadPng(start, out header);
            case ImageFormat.WebP:
                return TryReadWebP(start, out header);
            default:
                header = default;
                return start.Length >= WebPChunks.FileHeaderLength ? throw NotAPhoto(start) : false;
        }
    }

    private static ImageFormat RecognizeFormat(ReadOnlySpan<byte> data) =>
        data.StartsWith<byte>([0xFF, JpegSegments.StartOfImage]) ? ImageFormat.Jpeg
        : data.StartsWith(PngChunks.Signature) ? ImageFormat.Png
        : data.Length >= WebPChunks.FileHeaderLength && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8) ? ImageFormat.WebP
        : ImageFormat.Unknown;

    private static ImageHeader Create(ImageFormat format, int width, int height, int orientation) =>
        width == 0 || height == 0
            ? throw Invalid($"The photo's header states a size of {width} x {height} pixels. Send a photo that has a picture in it.")
            : new ImageHeader(format, width, height, orientation);

    private static LivenessException NotAPhoto(ReadOnlySpan<byte> data) =>
        Invalid($"The photo is {UnsupportedFormat.Name(data)}. Send a JPEG, PNG or WebP file{UnsupportedFormat.Remedy(data)}.");

    private static LivenessException Damaged(ImageFormat format) =>
        Invalid($"The photo's {format} header is damaged. Send the file as the camera stored it.");

    private static LivenessException Invalid(string message) => new(LivenessError.InvalidImage, message);
}

/// <summary>Recognizes files that are often sent instead of a photo, so that a message can name what arrived.</summary>
internal static class UnsupportedFormat
{
    /// <summary>Returns the format with its article.</summary>
    public static string Name(ReadOnlySpan<byte> data) =>
        data.StartsWith("GIF8"u8) ? "a GIF"
        : data.StartsWith("BM"u8) ? "a BMP"
        : data.StartsWith("II*\0"u8) || data.StartsWith("MM\0*"u8) ? "a TIFF"
        : data.StartsWith("%PDF"u8) ? "a PDF"
        : data[4..].StartsWith("ftypavi"u8) ? "an AVIF"
        : IsHeic(data) ? "a HEIC"
        : data[4..].StartsWith("ftyp"u8) ? "a video"
        : data.StartsWith("<"u8) ? "a text in HTML, XML or SVG"
        : data.StartsWith("/9j/"u8) || data.StartsWith("iVBOR"u8) || data.StartsWith("UklGR"u8) ? "a base64 text (was it encoded twice?)"
        : "in an unknown format";

    /// <summary>Returns how to get a photo in another format, or an empty text.</summary>
    public static string Remedy(ReadOnlySpan<byte> data) => IsHeic(data)
        ? ": on an iPhone choose Settings > Camera > Formats > Most Compatible, on Android turn off HEIF or \"high efficiency\" pictures in the camera's "
        + "settings; an app on iOS gets a JPEG from UIImage.jpegData, one on Android from Bitmap.compress, and a web page from "
        + "<input type=\"file\" accept=\"image/jpeg\">"
        : "";

    private static bool IsHeic(ReadOnlySpan<byte> data) =>
        data[4..].StartsWith("ftyphe"u8) || data[4..].StartsWith("ftypmif1"u8) || data[4..].StartsWith("ftypmsf1"u8);
}
