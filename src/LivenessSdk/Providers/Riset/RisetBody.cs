using System.Globalization;
using System.Text.Encodings.Web;

namespace LivenessSdk;

/// <summary>Writes the request of either protocol: pieces of JSON with a photo between each two.</summary>
internal static class RisetBody
{
    public static HttpContent Write(RisetCheck check, RisetOptions options)
    {
        string[] pieces = options.Protocol == RisetProtocol.Batch ? WriteBatch(check, options.BatchPosePrefix) : WriteMultiImage(check);
        return new Base64JsonContent(pieces, [.. check.Frames.Select(frame => frame.Image.Data)]);
    }

    private static string[] WriteMultiImage(RisetCheck check)
    {
        string poses = string.Join(',', check.Frames.Select(frame => Json(NameOf(frame.Pose, prefix: ""))));
        return
        [
            $"{{{WriteHead(check)},\"spoof_detection\":{Json(check.SpoofDetection)},\"face_parameters\":[{poses}],\"images\":[\"",
            .. Enumerable.Repeat("\",\"", check.Frames.Count - 1),
            "\"]}",
        ];
    }

    private static string[] WriteBatch(RisetCheck check, bool posePrefix)
    {
        const string Begin = "{\"image\":\"";
        string[] ends = [.. check.Frames.Select(frame =>
            $"\",\"face_parameter\":{Json(NameOf(frame.Pose, posePrefix ? "face " : ""))},"
            + $"\"spoof_detection\":{Json(check.SpoofDetection)},\"face_verification\":{Json(check.NamesUser)}}}")];
        return [$"{{{WriteHead(check)},\"batch\":[{Begin}", .. ends[..^1].Select(end => $"{end},{Begin}"), $"{ends[^1]}]}}"];
    }

    private static string WriteHead(RisetCheck check)
    {
        string head = $"\"trx_id\":{Json(check.TransactionId)}";
        if (check.NamesUser)
        {
            head += $",\"user_id\":{Json(check.UserId!)},\"facegallery_id\":{Json(check.FaceGalleryId!)}";
        }

        return check.SuccessThreshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{head},\"success_threshold\":{threshold}")
            : head;
    }

    private static string NameOf(FacePose pose, string prefix) =>
        pose switch
        {
            FacePose.Front => $"{prefix}front",
            FacePose.Left => $"{prefix}left",
            FacePose.Right => $"{prefix}right",
            FacePose.Up => $"{prefix}up",
            FacePose.Down => $"{prefix}down",
            FacePose.EyesOpen => "eyes open",
            FacePose.EyesClosed => "eyes closed",
            FacePose.MouthOpen => "mouth open",
            FacePose.MouthClosed => "mouth closed",
            _ => throw new ArgumentOutOfRangeException(nameof(pose)),
        };

    private static string Json(string text) => $"\"{JavaScriptEncoder.Default.Encode(text)}\"";

    private static string Json(bool value) => value ? "true" : "false";
}
