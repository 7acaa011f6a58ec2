namespace LivenessSdk.Evaluation;

/// <summary>Represents the figures of one system under test.</summary>
public sealed class SystemEvaluation
{
    /// <summary>Gets the name of the system.</summary>
    public required string System { get; init; }

    /// <summary>Gets the checks that ended without a verdict, among all checks. They are in no other rate.</summary>
    public required Rate NotEvaluated { get; init; }

    /// <summary>Gets the kinds of failure behind <see cref="NotEvaluated"/>, and how often each occurred.</summary>
    public required IReadOnlyDictionary<string, int> Errors { get; init; }

    /// <summary>Gets the attacks by species.</summary>
    public required IReadOnlyList<SpeciesEvaluation> Species { get; init; }

    /// <summary>Gets the species with the largest APCER, which is the APCER of the system, or <see langword="null"/> if no attack has a response.</summary>
    public SpeciesEvaluation? WorstSpecies { get; init; }

    /// <summary>Gets the BPCER: bona fide presentations classified as attacks, among those with a response.</summary>
    public required Rate Bpcer { get; init; }

    /// <summary>Gets the APNRR: attacks without a response, among all attacks.</summary>
    public required Rate Apnrr { get; init; }

    /// <summary>Gets the BPNRR: bona fide presentations without a response, among all bona fide presentations.</summary>
    public required Rate Bpnrr { get; init; }

    /// <summary>Gets the accepted attacks: attacks classified as live, among all attacks.</summary>
    public required Rate AcceptedAttacks { get; init; }

    /// <summary>Gets the rejected persons: bona fide presentations not classified as live, among all bona fide presentations.</summary>
    public required Rate RejectedPersons { get; init; }

    /// <summary>Gets the analysis of the scores for all attacks together, or <see langword="null"/> if there are no scores.</summary>
    public ScoreAnalysis? Scores { get; init; }

    /// <summary>Gets the analysis of the scores for each species; empty if there are no scores.</summary>
    public IReadOnlyList<ScoreAnalysis> ScoresBySpecies { get; init; } = [];

    /// <summary>Gets the threshold that was chosen, or <see langword="null"/> if none was requested or the vendor decides.</summary>
    public ThresholdChoice? Threshold { get; init; }

    /// <summary>Gets the comparison between groups of people, or <see langword="null"/> if no group is known.</summary>
    public GroupComparison? Groups { get; init; }

    /// <summary>Gets the duration of checks, or <see langword="null"/> if it is not known.</summary>
    public LatencySummary? Latency { get; init; }

    /// <summary>Gets the cost of the checks, by currency; empty if no price is known.</summary>
    public IReadOnlyList<CostSummary> Costs { get; init; } = [];
}
