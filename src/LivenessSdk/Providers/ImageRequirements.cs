namespace LivenessSdk.Providers;

/// <summary>Represents the photos that a vendor accepts. A photo is made to fit before it is sent.</summary>
public sealed class ImageRequirements
{
    /// <summary>Gets the formats that the vendor accepts. A photo in another format is encoded as JPEG.</summary>
    public IReadOnlyList<ImageFormat> Formats { get; init; } = [ImageFormat.Jpeg, ImageFormat.Png];

    /// <summary>Gets the maximum height in pixels, as displayed, or <see langword="null"/> for any. The default is 1080.</summary>
    public int? MaxHeight { get; init; } = 1080;

    /// <summary>Gets the maximum number of bytes, before any base64, or <see langword="null"/> for any.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>Gets the minimum width in pixels, or <see langword="null"/> for any. A smaller photo is not sent.</summary>
    public int? MinWidth { get; init; }

    /// <summary>Gets the minimum height in pixels, or <see langword="null"/> for any. A smaller photo is not sent.</summary>
    public int? MinHeight { get; init; }
}
