using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies the verdict of a check. Members may be added in later versions: treat an unknown one as not live.</summary>
[JsonConverter(typeof(LivenessVerdictConverter))]
public enum LivenessVerdict
{
    /// <summary>There is no decision (a <em>non-response</em> in ISO/IEC 30107-3): the reasons say why.</summary>
    Inconclusive = 0,

    /// <summary>The photo is a bona fide presentation of a live person.</summary>
    Live,

    /// <summary>The photo is a presentation attack.</summary>
    NotLive,
}

/// <summary>Writes and reads verdicts as exactly their words.</summary>
/// <remarks>The framework's converter also takes numbers and lists such as "Inconclusive, Live", and the sum of these is live.</remarks>
internal sealed class LivenessVerdictConverter : JsonConverter<LivenessVerdict>
{
    public override LivenessVerdict Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (LivenessVerdict verdict in Enum.GetValues<LivenessVerdict>())
            {
                if (reader.ValueTextEquals(verdict.ToString()))
                {
                    return verdict;
                }
            }
        }

        throw new JsonException("A verdict must be one of the words Inconclusive, Live and NotLive.");
    }

    public override void Write(Utf8JsonWriter writer, LivenessVerdict value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Enum.IsDefined(value) ? value.ToString() : throw new JsonException("The verdict is not a member of LivenessVerdict."));
}
