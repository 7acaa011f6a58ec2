using System.Text.Json.Nodes;
using static LivenessSdk.Testing.CheckOutcomes;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Argos: Live needs a score of at least the threshold (50) and no errorCode.</summary>
internal static class ArgosOracle
{
    public static CheckOutcomes Permit(RecordedResponse response) => PlainResponse.Permit(response, version => Judge(response.Status, version));

    private static CheckOutcomes Judge(int status, PlainResponse response)
    {
        JsonNode? code = response["errorCode"];
        if (status == 400)
        {
            return code is null ? InvalidRequest : Refused(code);
        }

        if (!HttpOracle.IsSuccess(status))
        {
            return HttpOracle.Permit(status);
        }

        return response["result.liveness_score"] is { } score ? Scored(score, code) : code is null ? UnexpectedResponse : Refused(code);
    }

    private static CheckOutcomes Scored(JsonNode score, JsonNode? code) =>
        PlainResponse.Number(score) switch
        {
            null or < 0 or > 100 => UnexpectedResponse,
            _ when code is not null => Contradiction,
            >= 50 => Live,
            _ => NotLive,
        };

    private static CheckOutcomes Refused(JsonNode code) =>
        PlainResponse.Text(code) switch
        {
            "1016" => InvalidRequest,
            "1003" or "1009" => Unavailable,
            _ => Inconclusive,
        };
}
