using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies the outcome of one request of a run. Members may be added in later versions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckManyOutcome>))]
public enum CheckManyOutcome
{
    /// <summary>An earlier run ended after the photo may have been sent and before an answer was recorded. The vendor may have billed it.</summary>
    Unknown = 0,

    /// <summary>There is a result.</summary>
    Answered,

    /// <summary>The check failed without a verdict.</summary>
    Failed,
}
