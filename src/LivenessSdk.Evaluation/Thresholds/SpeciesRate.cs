namespace LivenessSdk.Evaluation;

/// <summary>Represents the APCER of one species.</summary>
public sealed class SpeciesRate
{
    /// <summary>Gets the species.</summary>
    public required string Species { get; init; }

    /// <summary>Gets the APCER.</summary>
    public required Rate Apcer { get; init; }
}
