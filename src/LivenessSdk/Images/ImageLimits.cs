namespace LivenessSdk;

/// <summary>Bounds what a photo may cost, checked on its header before anything is decoded.</summary>
public sealed class ImageLimits
{
    /// <summary>Gets the limits in force where none are given.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Gets the most bytes; 20 MB unless set.</summary>
    public int MaxBytes { get; init; } = 20 * 1000 * 1000;

    /// <summary>Gets the most pixels; 50 million unless set.</summary>
    public long MaxPixels { get; init; } = 50_000_000;

    /// <summary>Gets the longest side in pixels; 16,384 unless set.</summary>
    public int MaxSide { get; init; } = 16_384;

    /// <summary>Gets the largest ratio of the longer side to the shorter; 20 unless set.</summary>
    public double MaxAspectRatio { get; init; } = 20;

    /// <summary>Gets the most scans of a JPEG; 100 unless set. An ordinary progressive photo has 10 to 14.</summary>
    public int MaxJpegScans { get; init; } = 100;

    /// <summary>Gets the largest product of a JPEG's scans and megapixels; 300 unless set.</summary>
    public double MaxJpegScanMegapixels { get; init; } = 300;
}
