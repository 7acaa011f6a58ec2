namespace LivenessSdk.Evaluation;

/// <summary>Represents the smallest BPCER that a system reaches while its APCER is at most a given value.</summary>
public sealed class ScoreEstimateAtApcer
{
    /// <summary>Gets the largest acceptable APCER.</summary>
    public required double MaximumApcer { get; init; }

    /// <summary>Gets the operating point.</summary>
    public required DetPoint OperatingPoint { get; init; }

    /// <summary>Gets the BPCER with its band.</summary>
    public required ScoreEstimate Bpcer { get; init; }
}
