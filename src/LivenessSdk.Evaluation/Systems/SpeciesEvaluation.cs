namespace LivenessSdk.Evaluation;

/// <summary>Represents the classification of the attacks of one species.</summary>
public sealed class SpeciesEvaluation
{
    /// <summary>Gets the species, such as <c>print</c>.</summary>
    public required string Species { get; init; }

    /// <summary>Gets the APCER: attacks classified as live, among those with a response.</summary>
    public required Rate Apcer { get; init; }

    /// <summary>Gets the APNRR: attacks without a response, among all of the species.</summary>
    public required Rate Apnrr { get; init; }

    /// <summary>Gets the accepted attacks: attacks classified as live, among all of the species.</summary>
    public required Rate AcceptedAttacks { get; init; }
}
