namespace LivenessSdk.Evaluation;

/// <summary>Represents a threshold that was chosen on one half of the subjects and confirmed on the other.</summary>
public sealed class ThresholdChoice
{
    /// <summary>Gets the status of the choice.</summary>
    public required ThresholdStatus Status { get; init; }

    /// <summary>Gets the criterion for the threshold.</summary>
    public required ThresholdCriterion Criterion { get; init; }

    /// <summary>Gets the seed of the split of the subjects.</summary>
    public required int Seed { get; init; }

    /// <summary>Gets the threshold on the scale of the score, or <see langword="null"/> if none was chosen.</summary>
    public double? Threshold { get; init; }

    /// <summary>Gets the threshold that was in force during the evaluation, or <see langword="null"/> if it is not known.</summary>
    public double? InForce { get; init; }

    /// <summary>Gets the rates of the chosen threshold on the half that it was chosen on, or <see langword="null"/> if none was chosen. They are optimistic.</summary>
    public ThresholdRates? Chosen { get; init; }

    /// <summary>Gets the rates of the chosen threshold on the other half, or <see langword="null"/> if none was chosen. Report these rates.</summary>
    public ThresholdRates? Confirmed { get; init; }

    /// <summary>Gets the rates of the threshold in force on the other half, for comparison, or <see langword="null"/> if it is not known.</summary>
    public ThresholdRates? ConfirmedInForce { get; init; }

    /// <summary>Gets the kinds of photos that are too few.</summary>
    public IReadOnlyList<PhotoShortage> Shortages { get; init; } = [];
}
