using System.Text.Json.Serialization;

namespace LivenessSdk.Evaluation;

/// <summary>Represents a photo that systems classified differently.</summary>
public sealed class Disagreement
{
    /// <summary>Gets the labeled photo.</summary>
    public required Presentation Presentation { get; init; }

    /// <summary>Gets the verdict of each system that evaluated the photo.</summary>
    [JsonIgnore]
    public required IReadOnlyDictionary<string, LivenessVerdict> Verdicts { get; init; }

    /// <summary>Gets the verdicts by their names, for JSON.</summary>
    [JsonInclude]
    [JsonPropertyName("verdicts")]
    internal IReadOnlyDictionary<string, string> VerdictNames => Verdicts.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
}
