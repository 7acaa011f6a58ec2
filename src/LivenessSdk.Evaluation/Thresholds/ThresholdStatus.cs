using System.Text.Json.Serialization;

namespace LivenessSdk.Evaluation;

/// <summary>Specifies what came of choosing a threshold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdStatus>))]
public enum ThresholdStatus
{
    /// <summary>There are too few photos to choose or to confirm a threshold.</summary>
    TooFewPhotos = 0,

    /// <summary>Every threshold that keeps the attacks out also rejects every live person.</summary>
    NoThreshold,

    /// <summary>A threshold was chosen, but the other half of the subjects does not show what was asked for.</summary>
    NotConfirmed,

    /// <summary>A threshold was chosen, and the other half of the subjects shows what was asked for.</summary>
    Confirmed,
}
