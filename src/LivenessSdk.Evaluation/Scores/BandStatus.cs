using System.Text.Json.Serialization;

namespace LivenessSdk.Evaluation;

/// <summary>Specifies whether an estimate has a band, or why it has none.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BandStatus>))]
public enum BandStatus
{
    /// <summary>There is a band.</summary>
    Available = 0,

    /// <summary>Fewer than 200 subjects gave photos of a kind.</summary>
    TooFewSubjects,

    /// <summary>Fewer than five errors of a kind were observed.</summary>
    TooFewErrors,
}
