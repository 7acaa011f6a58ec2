namespace LivenessSdk;

/// <summary>Represents a vendor's estimates of age, gender and emotions: personal data, kept only on opt-in and never serialized unless asked for.</summary>
public sealed class FaceDemographics
{
    /// <summary>Gets the lower bound of the estimated age in years.</summary>
    public int? AgeLow { get; init; }

    /// <summary>Gets the upper bound of the estimated age in years.</summary>
    public int? AgeHigh { get; init; }

    /// <summary>Gets the estimated gender in the vendor's word.</summary>
    public string? Gender { get; init; }

    /// <summary>Gets the confidence reported by the provider for <see cref="Gender"/>, 0 to 1.</summary>
    public double? GenderConfidence { get; init; }

    /// <summary>Gets the estimated emotions, as ranked by the vendor.</summary>
    public IReadOnlyList<FaceEmotion> Emotions { get; init; } = [];
}
