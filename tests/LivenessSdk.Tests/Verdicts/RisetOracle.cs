using System.Globalization;
using System.Text.Json.Nodes;
using static LivenessSdk.Testing.CheckOutcomes;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>
/// Riset: Live needs liveness passed, one result for every photo, none flagged as attack, each flagged real unless spoof
/// detection was switched off, enough matching their poses, and none that is not verified where a user was named. A body
/// status other than 200 comes first.
/// </summary>
/// <param name="sent">How many photos were sent.</param>
/// <param name="asked">What was asked for besides.</param>
internal sealed class RisetOracle(int sent, RisetParameters asked)
{
    private const CheckOutcomes Undecided = Inconclusive | Contradiction;
    private const CheckOutcomes Unknown = UnexpectedResponse | InvalidRequest | Unavailable;

    public CheckOutcomes Permit(RecordedResponse response) => PlainResponse.Permit(response, version => Judge(version, response.Status));

    private CheckOutcomes Judge(PlainResponse response, int status)
    {
        JsonNode? own = response["status"];
        if (own is not null && PlainResponse.Number(own) != 200)
        {
            CheckOutcomes code = Code(PlainResponse.Text(own));
            return code != Unknown ? code
                : HttpOracle.IsSuccess(status) ? (PlainResponse.Number(own) is >= 500 and < 600 and var number && double.IsInteger(number) ? Unavailable : UnexpectedResponse)
                : code | HttpOracle.Permit(status) | Code(Text(status));
        }

        // 411 to 414 and their like are codes of Riset's even without a body of its own.
        return HttpOracle.IsSuccess(status) ? Judge(response) | (status == 200 ? None : UnexpectedResponse)
            : Code(Text(status)) is var meaning && meaning != Unknown ? meaning | HttpOracle.Permit(status)
            : HttpOracle.Permit(status);
    }

    private CheckOutcomes Judge(PlainResponse response)
    {
        JsonNode? liveness = response["liveness"];
        bool? passed = PlainResponse.Word(liveness) switch
        {
            "passed" or "true" or "alive" or "live" => true,
            "failed" or "false" or "not passed" => false,
            _ => null,
        };
        JsonNode? summary = response["match_status"];
        RisetPhotoEvidence[] photos = [.. Results(response, sent == 1 ? summary : null)];
        bool isAttack = photos.Any(photo => photo.IsAttack);
        bool hasOtherType = photos.Any(photo => photo.HasOtherType) || (liveness is not null && PlainResponse.Word(liveness) is null);
        if (photos.Any(photo => photo.Number < 1 || photo.Number > sent))
        {
            // What is said of a photo that was not sent counts against the response, whatever it is.
            return Undecided | (isAttack ? NotLive : None) | (hasOtherType || liveness is null ? UnexpectedResponse : None);
        }

        if (hasOtherType)
        {
            return UnexpectedResponse | (isAttack ? NotLive : None);
        }

        if (isAttack)
        {
            return NotLive;
        }

        if (liveness is null)
        {
            return UnexpectedResponse;
        }

        if (passed is null || photos.Any(photo => photo.HasUnknownWord(asked.UserId is not null)))
        {
            return Undecided;
        }

        // The summary of a single photo has no place in a response about several.
        bool isComplete = photos.Length == sent && photos.All(photo => photo.IsObject) && (sent == 1 || summary is null);
        bool isShort = photos.Count(photo => photo.Matches == true) < (asked.SuccessThreshold ?? sent);
        bool hasGap = !isComplete
            || (asked.SpoofDetection != false && !photos.All(photo => photo.IsReal))
            || (isShort && photos.Any(photo => photo.Matches is null));
        bool isAgainst = (isShort && photos.Any(photo => photo.Matches == false)) || (asked.UserId is not null && photos.Any(photo => photo.IsOther));
        return (hasGap, isAgainst) switch
        {
            (true, true) => Undecided,
            (true, false) => Contradiction,
            (false, true) => Inconclusive,
            _ => passed == true ? Live : Contradiction,
        };
    }

    /// <summary>Lists the results of photos: image1, image2 and so on, the items of an array, or the one result by itself.</summary>
    private static IEnumerable<RisetPhotoEvidence> Results(PlainResponse response, JsonNode? summary)
    {
        if (response["results"] is not JsonObject results)
        {
            JsonNode?[] items = [.. response["results"] as JsonArray ?? []];
            return items.Length > 0 ? items.Select((item, index) => new RisetPhotoEvidence(index + 1, item, summary))
                : summary is JsonObject ? [new RisetPhotoEvidence(1, null, summary)] // It may flag an attack without a result beside it.
                : [];
        }

        RisetPhotoEvidence[] numbered =
        [
            .. results
                .Where(result => result.Key.StartsWith("image", StringComparison.Ordinal) && int.TryParse(result.Key[5..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(result => new RisetPhotoEvidence(int.Parse(result.Key[5..], CultureInfo.InvariantCulture), result.Value, summary)),
        ];
        return numbered.Length > 0 ? numbered : [new RisetPhotoEvidence(1, results, summary)];
    }

    private static CheckOutcomes Code(string? code) =>
        code switch
        {
            "401" or "403" => Unauthorized,
            "411" or "412" or "413" or "414" or "493" => Inconclusive,
            "490" or "491" => InvalidImage,
            "492" or "494" or "495" => InvalidImage | InvalidRequest,
            "400" or "415" or "416" or "451" or "452" or "453" or "454" or "455" or "456" => InvalidRequest,
            "402" => QuotaExceeded | UnexpectedResponse,
            "429" => RateLimited | UnexpectedResponse,
            "500" => Unavailable,
            _ => Unknown,
        };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
