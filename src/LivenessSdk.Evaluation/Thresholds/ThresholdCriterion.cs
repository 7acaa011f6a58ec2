namespace LivenessSdk.Evaluation;

/// <summary>Represents the criterion for the choice of a threshold: the maximum APCER, or the costs of both errors.</summary>
public sealed class ThresholdCriterion
{
    /// <summary>Initializes a new instance of the <see cref="ThresholdCriterion"/> class that finds the lowest threshold whose APCER is shown to be at most a maximum, for every species.</summary>
    /// <param name="maximumApcer">The largest acceptable upper bound of the APCER, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public ThresholdCriterion(double maximumApcer)
    {
        MaximumApcer = maximumApcer > 0 && maximumApcer < 1
            ? maximumApcer
            : throw new ArgumentOutOfRangeException(nameof(maximumApcer), maximumApcer, "The rate must be above 0 and below 1.");
    }

    /// <summary>Initializes a new instance of the <see cref="ThresholdCriterion"/> class that finds the threshold with the lowest expected cost.</summary>
    /// <param name="costs">The costs of both errors.</param>
    public ThresholdCriterion(ErrorCosts costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        Costs = costs;
    }

    /// <summary>Gets the largest acceptable upper bound of the APCER, or <see langword="null"/> if costs decide.</summary>
    public double? MaximumApcer { get; }

    /// <summary>Gets the costs, or <see langword="null"/> if the APCER decides.</summary>
    public ErrorCosts? Costs { get; }
}
