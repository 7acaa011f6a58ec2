using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies what came of one request of many.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckManyOutcome>))]
public enum CheckManyOutcome
{
    /// <summary>An earlier run ended after the photo may have been sent and before an answer was noted. The vendor may have billed it.</summary>
    Unknown = 0,

    /// <summary>There is a result.</summary>
    Answered,

    /// <summary>The check failed without a verdict.</summary>
    Failed,
}
