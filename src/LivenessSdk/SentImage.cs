namespace LivenessSdk;

/// <summary>Describes the form in which a photo left for the vendor.</summary>
public sealed class SentImage
{
    /// <summary>Gets the format that was sent.</summary>
    public ImageFormat Format { get; init; }

    /// <summary>Gets the width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Gets the height in pixels.</summary>
    public int Height { get; init; }

    /// <summary>Gets the size in bytes, before any base64.</summary>
    public int Bytes { get; init; }

    /// <summary>Gets the JPEG quality (1 to 100) when the photo had to be encoded again; null when its compressed data went out as it was.</summary>
    public int? Quality { get; init; }

    /// <summary>Returns format, size in pixels and bytes.</summary>
    public override string ToString() =>
        Quality is null ? $"{Format} {Width}x{Height}, {Bytes} bytes" : $"{Format} {Width}x{Height}, {Bytes} bytes, quality {Quality}";
}
