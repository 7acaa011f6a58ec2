using System.Text.Json.Serialization;

namespace LivenessSdk.Evaluation;

/// <summary>Specifies the outcome of the choice of a threshold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdStatus>))]
public enum ThresholdStatus
{
    /// <summary>There are too few photos to choose or to confirm a threshold.</summary>
    TooFewPhotos = 0,

    /// <summary>Every threshold that rejects the attacks also rejects every live person.</summary>
    NoThreshold,

    /// <summary>A threshold was chosen, but the other half of the subjects does not confirm the criterion.</summary>
    NotConfirmed,

    /// <summary>A threshold was chosen, and the other half of the subjects confirms the criterion.</summary>
    Confirmed,
}
