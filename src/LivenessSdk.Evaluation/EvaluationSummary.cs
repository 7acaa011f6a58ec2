namespace LivenessSdk.Evaluation;

/// <summary>Represents the figures of an evaluation.</summary>
public sealed class EvaluationSummary
{
    /// <summary>Gets the options that the figures depend on.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>Gets the number of bona fide presentations.</summary>
    public required int BonaFideCount { get; init; }

    /// <summary>Gets the number of subjects who gave bona fide presentations.</summary>
    public required int BonaFideSubjects { get; init; }

    /// <summary>Gets the number of attacks.</summary>
    public required int AttackCount { get; init; }

    /// <summary>Gets the number of subjects whose faces the attacks show.</summary>
    public required int AttackSubjects { get; init; }

    /// <summary>Gets the systems in the order in which they appear in the results.</summary>
    public required IReadOnlyList<SystemEvaluation> Systems { get; init; }

    /// <summary>Gets the comparison of every pair of systems.</summary>
    public required IReadOnlyList<SystemComparison> Comparisons { get; init; }

    /// <summary>Gets the photos that one system classified as live and another did not.</summary>
    public required IReadOnlyList<Disagreement> Disagreements { get; init; }
}
