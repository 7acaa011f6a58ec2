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

    /// <summary>Judges the response to the photo: it names the task, and decides nothing yet.</summary>
    public static CheckOutcomes PermitSubmitted(RecordedResponse response) => PlainResponse.Permit(response, version => JudgeSubmitted(version, response.Status));

    /// <summary>Judges the response about the task.</summary>
    public static CheckOutcomes PermitTask(RecordedResponse response) => PlainResponse.Permit(response, version => Judge(version, response.Status));

    private static CheckOutcomes JudgeSubmitted(PlainResponse response, int status)
    {
        if (HttpOracle.IsSuccess(status))
        {
            return response["id"]?.GetValueKind() switch
            {
                JsonValueKind.String when Guid.TryParse(PlainResponse.Text(response["id"]), out _) => Inconclusive,
                JsonValueKind.String when PlainResponse.Text(response["id"]) is null or "" => UnexpectedResponse,
                JsonValueKind.String or JsonValueKind.Number => Inconclusive | UnexpectedResponse,
                _ => UnexpectedResponse,
            };
        }

        // What the field says of the photo tells a missing photo from an unreadable one.
        bool isAboutPhoto = status == 400 && response["image"] is { } image && !PlainResponse.Strings(image).Contains("No file was submitted.");
        return HttpOracle.Permit(status) | (isAboutPhoto ? InvalidImage : None);
    }

    private static CheckOutcomes Judge(PlainResponse response, int status)
    {
        // A refused photo may come with any HTTP status: what the response says of it counts, a verdict does not.
        bool isRefused = !HttpOracle.IsSuccess(status);
        return isRefused && response["result"] is not JsonObject ? HttpOracle.Permit(status) : PlainResponse.Word(response["status"]) switch
        {
            "success" => Judge(response, isRefused),
            "failure" or "revoked" or "error" => Unavailable,
            null when response["status"] is null => Judge(response, isRefused),
            null => (Judge(response, isRefused) & ~Live) | UnexpectedResponse,
            _ => Inconclusive,
        };
    }

    private static CheckOutcomes Judge(PlainResponse response, bool isRefused) =>
        IsHollow(response["result.data.issues"])
            ? (JudgeVerdict(response, isRefused) & ~Live) | Undecided | UnexpectedResponse
            : JudgeVerdict(response, isRefused);

    private static CheckOutcomes JudgeVerdict(PlainResponse response, bool isRefused)
    {
        JsonNode? verdict = response[$"{Liveness}.result"];
        JsonNode? probability = response[$"{Liveness}.data.probability"];
        JsonNode? inner = response["result.status"];
        CheckOutcomes refused = Refused(response);
        if ((verdict is not null && PlainResponse.Word(verdict) is null) || (probability is not null && PlainResponse.Number(probability) is null or < 0 or > 1))
        {
            return UnexpectedResponse | refused;
        }

        if (refused != None)
        {
            return PlainResponse.Truth(verdict) == true ? (refused & ~Inconclusive) | (refused.HasFlag(Inconclusive) ? Contradiction : None) : refused;
        }

        if (verdict is null)
        {
            return UnexpectedResponse;
        }

        double? status = inner is null ? 200 : PlainResponse.Number(inner);
        if (status is null)
        {
            return UnexpectedResponse;
        }

        isRefused |= status != 200;
        CheckOutcomes oddInside = status is >= 100 and <= 599 ? None : UnexpectedResponse;
        return oddInside | PlainResponse.Truth(verdict) switch
        {
            null => Inconclusive,
            true => isRefused || PlainResponse.Number(probability) < 0.5 ? Contradiction : Live,
            false => isRefused ? Undecided : NotLive,
        };
    }

    /// <summary>Tells what the error codes and issues come to; None where there are none.</summary>
    private static CheckOutcomes Refused(PlainResponse response)
    {
        JsonNode? issues = response["result.data.issues"];
        JsonNode?[] codes =
        [
            response[$"{Liveness}.error_code"],
            response[$"{Liveness}.data.error_code"],
            .. ((issues as JsonObject)?["liveness"] as JsonObject)?.Select(issue => (JsonNode)issue.Key) ?? [],
            .. new[] { (issues as JsonObject)?["liveness"] }.Where(issue => issue is JsonValue),
        ];
        CheckOutcomes permitted = codes.Where(code => !IsEmpty(code)).Select(code => Refused(code!)).Aggregate(None, (all, one) => all | one);
        CheckOutcomes elsewhere = TextsIn(issues).Select(text => Refused(text) & (InvalidImage | Unavailable)).Aggregate(None, (all, one) => all | one);
        bool hasError = !IsEmpty(response[$"{Liveness}.error"]) || !IsEmpty(response[$"{Liveness}.data.error"]);
        return permitted != None ? permitted | elsewhere
            : !IsEmpty(issues) ? Undecided | UnexpectedResponse | elsewhere
            : hasError ? Undecided
            : None;
    }

    private static CheckOutcomes Refused(JsonNode code) =>
        PlainResponse.Text(code) switch
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
            JsonValue value => PlainResponse.Text(value) == "",
            JsonObject holder => holder.All(issue => IsEmpty(issue.Value)),
            JsonArray items => items.All(IsEmpty),
            _ => false,
        };
}
