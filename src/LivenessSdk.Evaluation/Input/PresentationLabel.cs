using System.Text.Json.Serialization;

namespace LivenessSdk.Evaluation;

/// <summary>Specifies what a photo actually shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PresentationLabel>))]
public enum PresentationLabel
{
    /// <summary>A live person in front of the camera.</summary>
    BonaFide = 0,

    /// <summary>A presentation attack, such as a print or a screen.</summary>
    Attack,
}
