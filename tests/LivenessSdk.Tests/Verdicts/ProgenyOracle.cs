using System.Text.Json;
using System.Text.Json.Nodes;
using static LivenessSdk.Testing.CheckOutcomes;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>
/// Progeny: Live needs liveness.result true, no error code in either place, no issues, inner status absent or 200,
/// probability absent or at least 0.5; and a task that has come to its end.
/// </summary>
internal static class ProgenyOracle
{
    private const CheckOutcomes Undecided = Inconclusive | Contradiction;
    private const string Liveness = "result.data.liveness";

    /// <summary>Judges the reply to the photo: it names the task, and decides nothing yet.</summary>
    public static CheckOutcomes PermitSubmitted(RecordedReply reply) => PlainReply.Permit(reply, version => JudgeSubmitted(version, reply.Status));

    /// <summary>Judges the reply about the task.</summary>
    public static CheckOutcomes PermitTask(RecordedReply reply) => PlainReply.Permit(reply, version => Judge(version, reply.Status));

    private static CheckOutcomes JudgeSubmitted(PlainReply reply, int status)
    {
        if (HttpOracle.IsSuccess(status))
        {
            return reply["id"]?.GetValueKind() switch
            {
                JsonValueKind.String when Guid.TryParse(PlainReply.Text(reply["id"]), out _) => Inconclusive,
                JsonValueKind.String when PlainReply.Text(reply["id"]) is null or "" => UnexpectedResponse,
                JsonValueKind.String or JsonValueKind.Number => Inconclusive | UnexpectedResponse,
                _ => UnexpectedResponse,
            };
        }

        // What the field says of the photo tells a missing photo from an unreadable one.
        bool isAboutPhoto = status == 400 && reply["image"] is { } image && !PlainReply.Strings(image).Contains("No file was submitted.");
        return HttpOracle.Permit(status) | (isAboutPhoto ? InvalidImage : None);
    }

    private static CheckOutcomes Judge(PlainReply reply, int status)
    {
        // A refused photo may come with any HTTP status: what the reply says of it counts, a verdict does not.
        bool isRefused = !HttpOracle.IsSuccess(status);
        return isRefused && reply["result"] is not JsonObject ? HttpOracle.Permit(status) : PlainReply.Word(reply["status"]) switch
        {
            "success" => Judge(reply, isRefused),
            "failure" or "revoked" or "error" => Unavailable,
            null when reply["status"] is null => Judge(reply, isRefused),
            null => (Judge(reply, isRefused) & ~Live) | UnexpectedResponse,
            _ => Inconclusive,
        };
    }

    private static CheckOutcomes Judge(PlainReply reply, bool isRefused) =>
        IsHollow(reply["result.data.issues"])
            ? (JudgeVerdict(reply, isRefused) & ~Live) | Undecided | UnexpectedResponse
            : JudgeVerdict(reply, isRefused);

    private static CheckOutcomes JudgeVerdict(PlainReply reply, bool isRefused)
    {
        JsonNode? verdict = reply[$"{Liveness}.result"];
        JsonNode? probability = reply[$"{Liveness}.data.probability"];
        JsonNode? inner = reply["result.status"];
        CheckOutcomes refused = Refused(reply);
        if ((verdict is not null && PlainReply.Word(verdict) is null) || (probability is not null && PlainReply.Number(probability) is null or < 0 or > 1))
        {
            return UnexpectedResponse | refused;
        }

        if (refused != None)
        {
            return PlainReply.Truth(verdict) == true ? (refused & ~Inconclusive) | (refused.HasFlag(Inconclusive) ? Contradiction : None) : refused;
        }

        if (verdict is null)
        {
            return UnexpectedResponse;
        }

        double? status = inner is null ? 200 : PlainReply.Number(inner);
        if (status is null)
        {
            return UnexpectedResponse;
        }

        isRefused |= status != 200;
        CheckOutcomes oddInside = status is >= 100 and <= 599 ? None : UnexpectedResponse;
        return oddInside | PlainReply.Truth(verdict) switch
        {
            null => Inconclusive,
            true => isRefused || PlainReply.Number(probability) < 0.5 ? Contradiction : Live,
            false => isRefused ? Undecided : NotLive,
        };
    }

    /// <summary>Tells what the error codes and issues come to; None where there are none.</summary>
    private static CheckOutcomes Refused(PlainReply reply)
    {
        JsonNode? issues = reply["result.data.issues"];
        JsonNode?[] codes =
        [
            reply[$"{Liveness}.error_code"],
            reply[$"{Liveness}.data.error_code"],
            .. ((issues as JsonObject)?["liveness"] as JsonObject)?.Select(issue => (JsonNode)issue.Key) ?? [],
            .. new[] { (issues as JsonObject)?["liveness"] }.Where(issue => issue is JsonValue),
        ];
        CheckOutcomes permitted = codes.Where(code => !IsEmpty(code)).Select(code => Refused(code!)).Aggregate(None, (all, one) => all | one);
        CheckOutcomes elsewhere = TextsIn(issues).Select(text => Refused(text) & (InvalidImage | Unavailable)).Aggregate(None, (all, one) => all | one);
        bool hasError = !IsEmpty(reply[$"{Liveness}.error"]) || !IsEmpty(reply[$"{Liveness}.data.error"]);
        return permitted != None ? permitted | elsewhere
            : !IsEmpty(issues) ? Undecided | UnexpectedResponse | elsewhere
            : hasError ? Undecided
            : None;
    }

    private static CheckOutcomes Refused(JsonNode code) =>
        PlainReply.Text(code) switch
        {
            null => Undecided | UnexpectedResponse,
            "FAILED_TO_READ_IMAGE" => InvalidImage,
            "LICENSE_ERROR" or "INVALID_CONFIG" => Unavailable,
            { } text when text.Equals("FAILED_TO_READ_IMAGE", StringComparison.OrdinalIgnoreCase) => InvalidImage | Inconclusive,
            { } text when text.ToUpperInvariant() is "LICENSE_ERROR" or "INVALID_CONFIG" => Unavailable | Inconclusive,
            _ => Inconclusive,
        };

    /// <summary>Lists the texts in issues, since the contract does not say what a failure means that stands at another place than it names.</summary>
    private static IEnumerable<JsonValue> TextsIn(JsonNode? issues) =>
        issues switch
        {
            JsonValue value => [value],
            JsonObject holder => holder.SelectMany(issue => TextsIn(issue.Value)),
            JsonArray items => items.SelectMany(TextsIn),
            _ => [],
        };

    /// <summary>Tells whether issues hold nothing, but in places: names, which may be codes or not, or items of a list.</summary>
    private static bool IsHollow(JsonNode? issues) =>
        IsEmpty(issues) && (issues is JsonObject services ? services.Any(service => HasPlaces(service.Value)) : HasPlaces(issues));

    private static bool HasPlaces(JsonNode? node) => node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 };

    /// <summary>Tells whether issues are absent or hold nothing.</summary>
    private static bool IsEmpty(JsonNode? issues) =>
        issues switch
        {
            null => true,
            JsonValue value => PlainReply.Text(value) == "",
            JsonObject holder => holder.All(issue => IsEmpty(issue.Value)),
            JsonArray items => items.All(IsEmpty),
            _ => false,
        };
}
