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
        JsonNode? confidence = reply["entity.liveness.confidence"];
        CheckOutcomes face = Face(reply);
        bool unreadable = (check is not null && PlainReply.Truth(check) is null) || (spoof is not null && PlainReply.Truth(spoof) is null);
        if (IsUnreadable(probability) || IsUnreadable(confidence))
        {
            return unreadable ? Undecided | UnexpectedResponse : UnexpectedResponse;
        }

        if (PlainReply.Truth(check) == false || PlainReply.Truth(spoof) == true)
        {
            // A photo without a face, or with several, is no attack merely because it is not live.
            return NotLive | face | (unreadable ? UnexpectedResponse : None);
        }

        if (check is null && spoof is null)
        {
            return UnexpectedResponse | face;
        }

        if (unreadable)
        {
            return Undecided | UnexpectedResponse;
        }

        if (face != None)
        {
            return face;
        }

        bool unlikely = PlainReply.Number(probability) <= 50 || PlainReply.Number(confidence) <= 50;
        return unlikely ? Contradiction : check is null && confidence is null ? Undecided : Live;
    }

    /// <summary>Tells what the fields on the face forbid: None where they allow any verdict.</summary>
    private static CheckOutcomes Face(PlainReply reply)
    {
        JsonNode?[] detected = [reply["entity.face.face_detected"], reply["entity.face.detected"]];
        JsonNode? several = reply["entity.face.multiface_detected"];
        JsonNode?[] all = [.. detected, several];
        if (Array.Exists(all, flag => flag is not null && PlainReply.Truth(flag) is null))
        {
            return Undecided | UnexpectedResponse;
        }

        bool missing = Array.Exists(detected, flag => PlainReply.Truth(flag) == false);
        return missing || PlainReply.Truth(several) == true ? Undecided : None;
    }

    private static bool IsUnreadable(JsonNode? score) =>
        score is not null && PlainReply.Number(score) is null or < 0 or > 100;
}
