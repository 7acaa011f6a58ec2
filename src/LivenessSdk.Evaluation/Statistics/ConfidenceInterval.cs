namespace LivenessSdk.Evaluation;

/// <summary>Represents a range that covers the true value with a stated confidence.</summary>
public readonly record struct ConfidenceInterval
{
    /// <summary>Initializes a new instance of the <see cref="ConfidenceInterval"/> struct.</summary>
    /// <param name="lower">The lower end.</param>
    /// <param name="upper">The upper end.</param>
    public ConfidenceInterval(double lower, double upper)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>Gets the lower end.</summary>
    public double Lower { get; init; }

    /// <summary>Gets the upper end.</summary>
    public double Upper { get; init; }
}
