namespace LivenessSdk.Evaluation;

/// <summary>Represents the settings of an evaluation.</summary>
public sealed class EvaluationOptions
{
    /// <summary>Gets the confidence of every bound and interval, above 0.5 and below 1. The default is 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.5 and below 1.</exception>
    public double Confidence
    {
        get;
        init => field = value > 0.5 && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The confidence must be above 0.5 and below 1.");
    } = 0.95;

    /// <summary>Gets the number of bootstrap resamples, from 100 to 100,000. The default is 2,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 100 to 100,000.</exception>
    public int Resamples
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 100);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100_000);
            field = value;
        }
    } = 2_000;

    /// <summary>Gets the seed of the bootstrap and of the split into halves. The same seed produces the same figures. The default is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets the criterion for choosing a threshold for systems that decide by threshold, or <see langword="null"/> to choose none. The default is <see langword="null"/>.</summary>
    public ThresholdCriterion? ThresholdCriterion { get; init; }
}
