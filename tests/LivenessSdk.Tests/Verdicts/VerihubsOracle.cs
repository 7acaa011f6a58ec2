using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static LivenessSdk.Testing.CheckOutcomes;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>
/// Verihubs: Live needs liveness.status live, no FAIL_ON bit, nface absent or 1, probability absent or at least 50. The
/// response stands at the root or in an envelope "data"; where a code stands is not documented, so it counts anywhere.
/// </summary>
internal static partial class VerihubsOracle
{
    private const CheckOutcomes Undecided = Inconclusive | Contradiction;

    private static readonly string[] s_evidence = ["liveness", "nface", "deepfake"];
    private static readonly string[] s_bodyStatuses = ["status", "status_code"];

    public static CheckOutcomes Permit(RecordedResponse response) => PlainResponse.Permit(response, version => Judge(response.Status, version));

    private static CheckOutcomes Judge(int status, PlainResponse response)
    {
        string[] codes = [.. response.Strings().Select(text => text.Trim().Replace(' ', '_').ToUpperInvariant())];
        CheckOutcomes refused = codes.Select(Refused).Aggregate(None, (all, one) => all | one);
        int[] failures = [.. codes.SelectMany(code => FailOn().Matches(code)).Select(Bits)];
        bool isJudged = s_evidence.Any(name => Both(response, name).Length > 0);
        if (HttpOracle.IsSuccess(status))
        {
            CheckOutcomes failed = failures.Length == 0 ? None : failures.Any(IsAttack) ? NotLive : isJudged ? Undecided : Inconclusive;
            return isJudged ? Judge(response, refused, failed) : refused | failed | (refused == None && failed == None ? UnexpectedResponse : None);
        }

        // A photo that was refused was not judged: whatever else the response says, there is no verdict.
        CheckOutcomes confused = failures.Length > 0 || (refused.HasFlag(Inconclusive) && isJudged) ? Undecided | UnexpectedResponse : None;
        return refused | confused | (refused == QuotaExceeded || (refused != None && status == 400) ? None : HttpOracle.Permit(status));
    }

    private static CheckOutcomes Judge(PlainResponse response, CheckOutcomes refused, CheckOutcomes failed)
    {
        JsonNode[] statuses = Both(response, "liveness.status");
        JsonNode[] probabilities = Both(response, "liveness.probability");
        JsonNode[] faces = Both(response, "nface");
        bool?[] live = [.. statuses.Select(IsLive), .. Both(response, "deepfake").Select(fake => !PlainResponse.Truth(fake))];
        bool isFailed = s_bodyStatuses.SelectMany(name => Both(response, name)).Any(code => PlainResponse.Number(code) is < 200 or >= 300)
            || Both(response, "error_code").Any(code => PlainResponse.Text(code) is not (null or "" or "0"));
        bool isTwice = s_evidence.Any(name => Both(response, name).Length > 1);
        bool isUnreadable = statuses.Any(status => PlainResponse.Word(status) is null)
            || Both(response, "deepfake").Any(fake => PlainResponse.Truth(fake) is null)
            || faces.Any(face => PlainResponse.Number(face) is null or < 0)
            || probabilities.Any(probability => PlainResponse.Number(probability) is null or < 0 or > 100);
        CheckOutcomes odd = isTwice ? UnexpectedResponse | Undecided : None;
        if (isUnreadable)
        {
            return UnexpectedResponse | refused | (isTwice ? odd | failed | (live.Contains(false) ? NotLive : None) : None);
        }

        if (failed == NotLive || live.Contains(false))
        {
            return refused == None || refused == Inconclusive ? NotLive | odd : NotLive | odd | refused;
        }

        if (refused != None || failed != None)
        {
            return refused | failed | odd | (refused == None || refused.HasFlag(Inconclusive) ? Undecided : None);
        }

        if (live.Contains(null))
        {
            return odd | Undecided;
        }

        if (isFailed || faces.Any(face => PlainResponse.Number(face) != 1))
        {
            return Undecided | odd | (statuses.Length == 0 ? UnexpectedResponse : None);
        }

        bool isLive = live.Length > 0 && Array.TrueForAll(live, answer => answer == true) && statuses.Length > 0;
        bool isUnlikely = probabilities.Any(probability => PlainResponse.Number(probability) < 50);
        return odd | (!isLive ? UnexpectedResponse : isUnlikely ? Contradiction : Live);
    }

    private static JsonNode[] Both(PlainResponse response, string path) => [.. new[] { response[path], response[$"data.{path}"] }.OfType<JsonNode>()];

    private static bool? IsLive(JsonNode status) =>
        PlainResponse.Word(status) switch
        {
            "true" or "live" or "real" => true,
            "false" or "spoof" or "fake" => false,
            _ => null,
        };

    private static bool IsAttack(int bits) => (bits & 1) != 0;

    /// <summary>Reads the sum of bits; an undocumented one where there is no number.</summary>
    private static int Bits(Match failure) =>
        int.TryParse(failure.Groups[1].Value, CultureInfo.InvariantCulture, out int bits) ? bits : 16;

    private static CheckOutcomes Refused(string code) =>
        code switch
        {
            "FACE_NOT_DETECTED" => Inconclusive,
            "INVALID_PAYLOAD_IMAGE_FORMAT" or "INVALID_PAYLOAD_IMAGE_SIZE" => InvalidImage,
            "INVALID_PAYLOAD_IMAGE_TIMEOUT" or "INTERNAL_SERVER_ERROR" => Unavailable,
            "INSUFFICIENT_QUOTA_LIVENESS" => QuotaExceeded,
            "MISSING_PAYLOAD_IMAGE" or "INVALID_PAYLOAD" or "INVALID_PAYLOAD_IMAGE_MISSING"
                or "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY" or "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY" => InvalidRequest,
            _ => None,
        };

    [GeneratedRegex("FAIL_ON_?([0-9]*)", RegexOptions.CultureInvariant)]
    private static partial Regex FailOn();
}
