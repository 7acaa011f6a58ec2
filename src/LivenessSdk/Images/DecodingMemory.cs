using System.Threading.RateLimiting;

namespace LivenessSdk;

/// <summary>
/// Bounds the memory of all photos that are decoded at the same time, and their number to that of the processors. A photo that
/// needs more than there is in all is decoded alone.
/// </summary>
internal static class DecodingMemory
{
    private const int BytesPerMegabyte = 1_000_000;

    /// <summary>What libvips takes for rows in flight, whatever the photo.</summary>
    private const long RowBytes = 16 * BytesPerMegabyte;

    private static readonly ConcurrencyLimiter s_limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Megabytes,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Gets the megabytes that all photos share.</summary>
    public static int Megabytes => Math.Max(512, 32 * Environment.ProcessorCount);

    /// <summary>Waits until there is memory for a photo. Disposing of the lease gives it back.</summary>
    /// <param name="bytes">What <see cref="Estimate"/> returned.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    public static ValueTask<RateLimitLease> ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        long share = Megabytes / Environment.ProcessorCount;
        return s_limiter.AcquireAsync((int)Math.Clamp(bytes / BytesPerMegabyte, share, Megabytes), cancellationToken);
    }

    /// <summary>Returns the most bytes that decoding a photo may take at once, by the kind of its file.</summary>
    /// <param name="image">The photo.</param>
    /// <param name="shrink">By how much it is downscaled while it is decoded.</param>
    public static long Estimate(LivenessImage image, int shrink)
    {
        long stored = (long)image.Width * image.Height;
        long decoded = stored / (shrink * shrink);
        return RowBytes + image.Format switch
        {
            // Four channels. A picture in several scans is kept whole, as coefficients of two bytes, until the last one.
            ImageFormat.Jpeg => (4 * decoded) + (image.File.Scans > 1 ? 8 * stored : 0),
            ImageFormat.Png => PngBytesPerPixel(image.Data.Span) * stored,
            // Four channels, four times: by the decoder, its frame, libvips and the library. A lossless picture is kept whole before that.
            _ => (16 * decoded) + (5 * stored),
        };
    }

    private static int PngBytesPerPixel(ReadOnlySpan<byte> png)
    {
        (byte depth, byte colorType, byte interlace) = (png[24], png[25], png[28]);
        int channels = colorType switch { 0 => 2, 2 or 3 => 4, 4 => 2, _ => 4 };
        return channels * (depth == 16 ? 2 : 1) * (interlace == 0 ? 1 : 2);
    }
}
