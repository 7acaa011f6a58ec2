namespace LivenessSdk.Evaluation;

/// <summary>Represents the comparison of two systems on the presentations that both evaluated. A presentation without a response counts as not live.</summary>
public sealed class SystemComparison
{
    /// <summary>Gets the name of the first system.</summary>
    public required string First { get; init; }

    /// <summary>Gets the name of the second system.</summary>
    public required string Second { get; init; }

    /// <summary>Gets the number of presentations that both systems evaluated.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the number of their subjects.</summary>
    public required int Subjects { get; init; }

    /// <summary>Gets the presentations on which the systems agree about live or not live.</summary>
    public required Rate Agreement { get; init; }

    /// <summary>Gets Cohen's kappa over live and not live, or <see langword="null"/> if chance alone would explain complete agreement.</summary>
    public double? Kappa { get; init; }

    /// <summary>Gets the two-sided interval of <see cref="Kappa"/> from a bootstrap over subjects, or <see langword="null"/> if there are too few disagreements or agreements.</summary>
    public ConfidenceInterval? KappaInterval { get; init; }

    /// <summary>Gets McNemar's test on attacks.</summary>
    public required McNemarTest Attacks { get; init; }

    /// <summary>Gets McNemar's test on bona fide presentations.</summary>
    public required McNemarTest BonaFide { get; init; }

    /// <summary>Gets the attacks that both systems accepted, by species.</summary>
    public required IReadOnlyList<JointErrors> JointErrors { get; init; }

    /// <summary>Gets the test whether the errors on attacks are independent within each species.</summary>
    public required MantelHaenszelTest Independence { get; init; }
}
