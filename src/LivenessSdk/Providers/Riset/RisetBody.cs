namespace LivenessSdk;

/// <summary>Writes the request of either protocol.</summary>
internal static class RisetBody
{
    public static HttpContent Write(RisetCheck check, RisetOptions options)
    {
        Base64JsonWriter writer = new();
        writer.Json.WriteStartObject();
        WriteHead(writer, check);
        if (options.Protocol == RisetProtocol.Batch)
        {
            WriteBatch(writer, check, options.BatchPosePrefix ? "face " : "");
        }
        else
        {
            WriteMultiImage(writer, check);
        }

        writer.Json.WriteEndObject();
        return writer.ToContent();
    }

    private static void WriteHead(Base64JsonWriter writer, RisetCheck check)
    {
        writer.Json.WriteString("trx_id", check.TransactionId);
        if (check.NamesUser)
        {
            writer.Json.WriteString("user_id", check.UserId);
            writer.Json.WriteString("facegallery_id", check.FaceGalleryId);
        }

        if (check.SuccessThreshold is { } threshold)
        {
            writer.Json.WriteNumber("success_threshold", threshold);
        }
    }

    private static void WriteMultiImage(Base64JsonWriter writer, RisetCheck check)
    {
        writer.Json.WriteBoolean("spoof_detection", check.SpoofDetection);
        writer.Json.WriteStartArray("face_parameters");
        foreach (LivenessFrame frame in check.Frames)
        {
            writer.Json.WriteStringValue(NameOf(frame.Pose, prefix: ""));
        }

        writer.Json.WriteEndArray();
        writer.Json.WriteStartArray("images");
        foreach (LivenessFrame frame in check.Frames)
        {
            writer.WritePhoto(frame.Image.Data);
        }

        writer.Json.WriteEndArray();
    }

    private static void WriteBatch(Base64JsonWriter writer, RisetCheck check, string posePrefix)
    {
        writer.Json.WriteStartArray("batch");
        foreach (LivenessFrame frame in check.Frames)
        {
            writer.Json.WriteStartObject();
            writer.WritePhoto("image", frame.Image.Data);
            writer.Json.WriteString("face_parameter", NameOf(frame.Pose, posePrefix));
            writer.Json.WriteBoolean("spoof_detection", check.SpoofDetection);
            writer.Json.WriteBoolean("face_verification", check.NamesUser);
            writer.Json.WriteEndObject();
        }

        writer.Json.WriteEndArray();
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
}
