using System.Globalization;

namespace LivenessSdk;

/// <summary>Represents the limits for a photo, checked on its header before anything is decoded.</summary>
public sealed class ImageLimits
{
    /// <summary>Gets the limits that apply if none are given.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Gets the maximum number of bytes, at least 1. The default is 20 MB.</summary>
    public int MaxBytes { get; init => field = Positive(value); } = 20 * 1000 * 1000;

    /// <summary>Gets the maximum number of pixels, at least 1. The default is 50 million.</summary>
    public long MaxPixels { get; init => field = Positive(value); } = 50_000_000;

    /// <summary>Gets the maximum length of a side in pixels, at least 1. The default is 16,384.</summary>
    public int MaxSide { get; init => field = Positive(value); } = 16_384;

    /// <summary>Gets the maximum ratio of the longer side to the shorter, at least 1. The default is 20.</summary>
    public double MaxAspectRatio { get; init => field = value >= 1 ? value : throw OutOfRange(value); } = 20;

    /// <summary>Gets the maximum number of scans of a JPEG, at least 1. The default is 100. An ordinary progressive photo has 10 to 14.</summary>
    public int MaxJpegScans { get; init => field = Positive(value); } = 100;

    /// <summary>Gets the maximum product of a JPEG's scans and megapixels, above 0. The default is 300.</summary>
    public double MaxJpegScanMegapixels { get; init => field = value > 0 ? value : throw OutOfRange(value); } = 300;

    internal void CheckBytes(long bytes)
    {
        if (bytes > MaxBytes)
        {
            throw Exceeded($"The photo has more than {Megabytes(MaxBytes)}, which is the maximum. Send a smaller photo.");
        }
    }

    internal void CheckSize(in ImageHeader header)
    {
        long pixels = (long)header.Width * header.Height;
        int longer = Math.Max(header.Width, header.Height);
        int shorter = Math.Min(header.Width, header.Height);
        if (pixels > MaxPixels)
        {
            throw Exceeded($"The photo has {Megapixels(pixels)} megapixels; at most {Megapixels(MaxPixels)} are accepted. Send a smaller photo.");
        }

        if (longer > MaxSide)
        {
            throw Exceeded($"The photo is {header.Width} x {header.Height} pixels; at most {MaxSide} a side are accepted. Send a smaller photo.");
        }

        if (longer > shorter * MaxAspectRatio)
        {
            throw Exceeded($"The photo is {header.Width} x {header.Height} pixels; its longer side may be at most {MaxAspectRatio.ToString(CultureInfo.InvariantCulture)} times the shorter. Send a photo of a usual shape.");
        }
    }

    internal void CheckScans(in ImageHeader header, int scans)
    {
        double megapixels = (double)header.Width * header.Height / 1e6;
        if (scans > MaxJpegScans || (scans > 1 && scans * megapixels > MaxJpegScanMegapixels))
        {
            throw Exceeded($"The photo is a JPEG of {scans} scans, too many for its size. Save it as an ordinary JPEG and send that.");
        }
    }

    private static string Megapixels(long pixels) => (pixels / 1e6).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) =>
        bytes >= 1_000_000 ? (bytes / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " MB" : bytes + " bytes";

    private static int Positive(int value) => value > 0 ? value : throw OutOfRange(value);

    private static long Positive(long value) => value > 0 ? value : throw OutOfRange(value);

    private static ArgumentOutOfRangeException OutOfRange(object value) =>
        new(nameof(value), value, "A limit must be above 0, and the aspect ratio at least 1.");

    private static LivenessException Exceeded(string message) => new(LivenessError.InvalidImage, message);
}
