namespace LivenessSdk.Evaluation;

/// <summary>Represents the classification of the bona fide presentations of one group of people.</summary>
public sealed class GroupEvaluation
{
    /// <summary>Gets the group.</summary>
    public required string Group { get; init; }

    /// <summary>Gets the BPCER of the group.</summary>
    public required Rate Bpcer { get; init; }

    /// <summary>Gets a value indicating whether the group has fewer than 30 presentations with a response, so that it is not compared.</summary>
    public bool IsTooSmall => Bpcer.Count < GroupComparison.FewestPresentations;
}
