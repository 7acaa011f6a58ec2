namespace LivenessSdk;

/// <summary>Represents one emotion estimated by a vendor.</summary>
public sealed class FaceEmotion
{
    /// <summary>Gets the vendor's word, for instance "CALM".</summary>
    public required string Name { get; init; }

    /// <summary>Gets the confidence reported by the provider, 0 to 1.</summary>
    public double? Confidence { get; init; }
}
