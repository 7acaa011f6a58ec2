using LivenessSdk.Benchmarks.Measuring;

namespace LivenessSdk.Benchmarks.Images;

/// <summary>Holds what one file costs, whichever way it takes. Its time is the processors', so that a busy machine does not count.</summary>
internal sealed record PhotoCost(string Name, double Milliseconds, double Megapixels, long AllocatedBytes, double? Megabytes)
{
    private const int Rounds = 7;

    /// <summary>The ways that a photo may take: encoded in its own size, and made smaller.</summary>
    private static readonly ImageRequirements[] s_ways = [new() { Formats = [] }, new()];

    public double AllowedMilliseconds => 50 + (25 * Megapixels);

    /// <summary>Tells whether a file is refused before anything is decoded.</summary>
    public static bool IsCondemned(byte[] photo)
    {
        try
        {
            LivenessImage.FromBytes(photo);
            return false;
        }
        catch (LivenessException)
        {
            return true;
        }
    }

    public static async Task<PhotoCost> MeasureAsync(string name, byte[] photo)
    {
        bool isCondemned = IsCondemned(photo);
        double slowest = 0;
        foreach (ImageRequirements way in s_ways)
        {
            double[] times = new double[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                await TryAsync(photo, way);
                times[round] = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
            }

            slowest = Math.Max(slowest, Stopclock.Median(times));
        }

        return new PhotoCost(
            name,
            slowest,
            isCondemned ? 0 : LivenessImage.FromBytes(photo).Width * (double)LivenessImage.FromBytes(photo).Height / 1e6,
            isCondemned ? Stopclock.AllocatedBytes(() => IsCondemned(photo)) : 0,
            isCondemned ? null : await PeakMemory.MegabytesAsync(photo));
    }

    public static async Task TryAllAsync(ReadOnlyMemory<byte> photo)
    {
        foreach (ImageRequirements way in s_ways)
        {
            await TryAsync(photo, way);
        }
    }

    private static async Task TryAsync(ReadOnlyMemory<byte> photo, ImageRequirements way)
    {
        try
        {
            await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), way, default);
        }
        catch (LivenessException)
        {
            // Refused, which is what is measured too.
        }
    }
}
