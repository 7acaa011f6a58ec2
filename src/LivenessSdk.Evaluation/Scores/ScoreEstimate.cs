namespace LivenessSdk.Evaluation;

/// <summary>Represents a rate that is read from a DET curve, with its band.</summary>
public sealed class ScoreEstimate
{
    /// <summary>Gets the estimate, from 0 to 1.</summary>
    public required double Point { get; init; }

    /// <summary>Gets a value indicating whether there is a band, or why there is none.</summary>
    public required BandStatus Status { get; init; }

    /// <summary>Gets the two-sided band from a bootstrap over subjects, or <see langword="null"/> if there are too few subjects or errors.</summary>
    public ConfidenceInterval? Band { get; init; }
}
