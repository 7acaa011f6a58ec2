namespace LivenessSdk.Providers;

/// <summary>States which photos a vendor takes; the pipeline makes a photo fit before it is sent.</summary>
public sealed class ImageRequirements
{
    /// <summary>Gets the formats that the vendor takes; a photo in another is encoded as JPEG.</summary>
    public IReadOnlyList<ImageFormat> Formats { get; init; } = [ImageFormat.Jpeg, ImageFormat.Png];

    /// <summary>Gets the most pixels in height, as displayed; null for any. 1080 unless set.</summary>
    public int? MaxHeight { get; init; } = 1080;

    /// <summary>Gets the most bytes, before any base64; null for any.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>Gets the fewest pixels in width; null for any. A smaller photo is not sent.</summary>
    public int? MinWidth { get; init; }

    /// <summary>Gets the fewest pixels in height; null for any. A smaller photo is not sent.</summary>
    public int? MinHeight { get; init; }
}
