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

    public static CheckOutcomes Permit(RecordedReply reply) =>
        HttpOracle.IsSuccess(reply.Status) ? PlainReply.Permit(reply, Judge) : HttpOracle.Permit(reply.Status);

    private static CheckOutcomes Judge(PlainReply reply)
    {
        JsonNode? check = reply["entity.liveness.liveness_check"];
        JsonNode? spoof = reply["entity.liveness.spoof"];
        JsonNode? probability = reply["entity.liveness.liveness_probability"];
        JsonNode? confidence = PlainReply.Truth(spoof) is null ? null : reply["entity.liveness.confidence"];
        bool? face = Face(reply);
        bool? several = PlainReply.Truth(reply["entity.face.multiface_detected"]);
        if (IsUnreadable(probability) || IsUnreadable(confidence))
        {
            return UnexpectedResponse;
        }

        // "Not live" about a photo without a face is a bad photo, no attack; a spoof is one.
        bool isAttack = PlainReply.Truth(spoof) == true || (PlainReply.Truth(check) == false && face != false);
        if (HasOtherType(check) || HasOtherType(spoof) || HasUnreadableFace(reply))
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

        bool isUnknown = PlainReply.Truth(check ?? spoof) is null || PlainReply.Truth(spoof ?? check) is null;
        if (isUnknown || face == false || several == true)
        {
            return Undecided;
        }

        bool isUnlikely = PlainReply.Number(probability) <= 50 || PlainReply.Number(confidence) <= 50;
        return isUnlikely ? Contradiction : check is null && confidence is null ? Undecided : Live;
    }

    /// <summary>Tells whether there is a face, whichever name the field has; null where neither says.</summary>
    private static bool? Face(PlainReply reply)
    {
        bool?[] detected = [PlainReply.Truth(reply["entity.face.face_detected"]), PlainReply.Truth(reply["entity.face.detected"])];
        return detected.Contains(false) ? false : detected.Max();
    }

    private static bool HasUnreadableFace(PlainReply reply) =>
        new[] { "face_detected", "detected", "multiface_detected" }
            .Select(name => reply[$"entity.face.{name}"])
            .Any(flag => flag is not null && PlainReply.Truth(flag) is null);

    private static bool HasOtherType(JsonNode? verdict) => verdict is not null && PlainReply.Word(verdict) is null;

    private static bool IsUnreadable(JsonNode? score) =>
        score is not null && PlainReply.Number(score) is null or < 0 or > 100;
}
