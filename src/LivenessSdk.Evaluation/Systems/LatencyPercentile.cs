namespace LivenessSdk.Evaluation;

/// <summary>Represents a percentile of the duration of checks.</summary>
public sealed class LatencyPercentile
{
    /// <summary>Gets the percentile, such as 95.</summary>
    public required int Percentile { get; init; }

    /// <summary>Gets the observed time, by the nearest rank.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets the lower end of the two-sided interval, or <see langword="null"/> if there are too few checks.</summary>
    public TimeSpan? Lower { get; init; }

    /// <summary>Gets the upper end of the two-sided interval, or <see langword="null"/> if there are too few checks.</summary>
    public TimeSpan? Upper { get; init; }
}
