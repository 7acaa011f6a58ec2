using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Represents the duration of the checks of a system.</summary>
public sealed class LatencySummary
{
    private static readonly int[] s_percentiles = [50, 95, 99];

    /// <summary>Gets the number of checks whose time is known.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the median, the 95th and the 99th percentile.</summary>
    public required IReadOnlyList<LatencyPercentile> Percentiles { get; init; }

    internal static LatencySummary? Create(IEnumerable<PresentationResult> results, double confidence)
    {
        TimeSpan[] sorted = [.. results.Where(result => result.Verdict is not null).Select(result => result.Duration).OfType<TimeSpan>().Order()];
        return sorted.Length == 0 ? null : new LatencySummary
        {
            Count = sorted.Length,
            Percentiles = [.. s_percentiles.Select(percentile => Create(percentile, sorted, confidence))],
        };
    }

    /// <summary>Computes a percentile, with distribution-free bounds from ranks.</summary>
    private static LatencyPercentile Create(int percentile, TimeSpan[] sorted, double confidence)
    {
        double share = percentile / 100d;
        double tail = (1 - confidence) / 2;

        // Of the times, a binomial number lies below the true percentile.
        int lower = CountBelow(tail);
        int upper = CountBelow(1 - tail) + 1;
        int rank = (int)Math.Ceiling(percentile * sorted.Length / 100m);
        return new LatencyPercentile
        {
            Percentile = percentile,
            Duration = sorted[rank - 1],
            Lower = lower >= 1 ? sorted[lower - 1] : null,
            Upper = upper <= sorted.Length ? sorted[upper - 1] : null,
        };

        int CountBelow(double probability)
        {
            int count = 0;
            while (count < sorted.Length && Binomial.CDF(share, sorted.Length, count) < probability)
            {
                count++;
            }

            return count;
        }
    }
}
