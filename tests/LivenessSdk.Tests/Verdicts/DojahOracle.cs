using System.Text.Json.Nodes;
using static LivenessSdk.Testing.CheckOutcomes;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>
/// Dojah: Live needs liveness_check true, probability absent or strictly above 50, face detected not false, several faces
/// not true; or, in its other shape, spoof false and a confidence.
/// </summary>
internal static class DojahOracle
{
    private const CheckOutcomes Undecided = Inconclusive | Contradiction;

    public static CheckOutcomes Permit(RecordedResponse response) =>
        HttpOracle.IsSuccess(response.Status) ? PlainResponse.Permit(response, Judge) : HttpOracle.Permit(response.Status);

    private static CheckOutcomes Judge(PlainResponse response)
    {
        JsonNode? check = response["entity.liveness.liveness_check"];
        JsonNode? spoof = response["entity.liveness.spoof"];
        JsonNode? probability = response["entity.liveness.liveness_probability"];
        JsonNode? confidence = PlainResponse.Truth(spoof) is null ? null : response["entity.liveness.confidence"];
        bool? face = Face(response);
        bool? several = PlainResponse.Truth(response["entity.face.multiface_detected"]);
        if (IsUnreadable(probability) || IsUnreadable(confidence))
        {
            return UnexpectedResponse;
        }

        // "Not live" about a photo without a face is a bad photo, no attack; a spoof is one.
        bool isAttack = PlainResponse.Truth(spoof) == true || (PlainResponse.Truth(check) == false && face != false);
        if (HasOtherType(check) || HasOtherType(spoof) || HasUnreadableFace(response))
        {
            return UnexpectedResponse | (isAttack ? NotLive : None);
        }

        if (isAttack)
        {
            return NotLive;
        }

        if (check is null && spoof is null)
        {
            return UnexpectedResponse;
        }

        bool isUnknown = PlainResponse.Truth(check ?? spoof) is null || PlainResponse.Truth(spoof ?? check) is null;
        if (isUnknown || face == false || several == true)
        {
            return Undecided;
        }

        bool isUnlikely = PlainResponse.Number(probability) <= 50 || PlainResponse.Number(confidence) <= 50;
        return isUnlikely ? Contradiction : check is null && confidence is null ? Undecided : Live;
    }

    /// <summary>Tells whether there is a face, whichever name the field has; null where neither says.</summary>
    private static bool? Face(PlainResponse response)
    {
        bool?[] detected = [PlainResponse.Truth(response["entity.face.face_detected"]), PlainResponse.Truth(response["entity.face.detected"])];
        return detected.Contains(false) ? false : detected.Max();
    }

    private static bool HasUnreadableFace(PlainResponse response) =>
        new[] { "face_detected", "detected", "multiface_detected" }
            .Select(name => response[$"entity.face.{name}"])
            .Any(flag => flag is not null && PlainResponse.Truth(flag) is null);

    private static bool HasOtherType(JsonNode? verdict) => verdict is not null && PlainResponse.Word(verdict) is null;

    private static bool IsUnreadable(JsonNode? score) =>
        score is not null && PlainResponse.Number(score) is null or < 0 or > 100;
}
