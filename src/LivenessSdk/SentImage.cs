namespace LivenessSdk;

/// <summary>Represents the form in which a photo was sent to the vendor.</summary>
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

    /// <summary>Gets the JPEG quality, 1 to 100, or <see langword="null"/> if the photo did not have to be encoded again.</summary>
    public int? Quality { get; init; }

    /// <summary>Returns format, size in pixels and bytes.</summary>
    public override string ToString() =>
        Quality is null ? $"{Format} {Width}x{Height}, {Bytes} bytes" : $"{Format} {Width}x{Height}, {Bytes} bytes, quality {Quality}";
}
