namespace LivenessSdk.Evaluation;

/// <summary>Represents an error rate among presentations, with its bounds.</summary>
public sealed class Rate
{
    /// <summary>Gets the number of errors.</summary>
    public required int Errors { get; init; }

    /// <summary>Gets the number of presentations.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the number of distinct subjects who gave the presentations.</summary>
    public required int Subjects { get; init; }

    /// <summary>Gets the observed rate, from 0 to 1, or <see langword="null"/> if there are no presentations.</summary>
    public double? Point => Count == 0 ? null : (double)Errors / Count;

    /// <summary>Gets the confidence of every bound, such as 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Gets the two-sided interval after Clopper and Pearson, or <see langword="null"/> if there are no presentations.</summary>
    public ConfidenceInterval? Interval => Count == 0 ? null : ClopperPearson.Interval(Errors, Count, Confidence);

    /// <summary>Gets the one-sided lower bound after Clopper and Pearson, or <see langword="null"/> if there are no presentations.</summary>
    public double? LowerBound => Count == 0 ? null : ClopperPearson.LowerBound(Errors, Count, Confidence);

    /// <summary>Gets the one-sided upper bound after Clopper and Pearson, or <see langword="null"/> if there are no presentations.</summary>
    public double? UpperBound => Count == 0 ? null : ClopperPearson.UpperBound(Errors, Count, Confidence);

    /// <summary>Gets a value indicating whether subjects gave several presentations, so that the exact bounds are too narrow.</summary>
    public bool HasRepeatedSubjects => Subjects < Count;

    /// <summary>Gets the two-sided interval from a bootstrap over subjects, which accounts for the correlation of photos of one person.</summary>
    /// <value>The interval, or <see langword="null"/> if every subject gave one presentation or fewer than five errors or correct answers were observed.</value>
    public ConfidenceInterval? SubjectInterval { get; init; }

    /// <summary>Returns the errors and the count.</summary>
    public override string ToString() => $"{Errors} of {Count}";
}
