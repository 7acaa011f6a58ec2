using System.Text.Json;

namespace LivenessSdk.Simulator;

/// <summary>Reads a check, and finds the code with which Riset rejects it.</summary>
internal static class RisetRequest
{
    private const int MostPhotos = 8;
    private const int LongestName = 120;

    private static readonly string[] s_angles = ["left", "right", "up", "down", "front"];
    private static readonly string[] s_expressions = ["eyes open", "eyes closed", "mouth open", "mouth closed"];

    /// <summary>Returns the code of a contract violation, or <c>null</c> if the request is valid.</summary>
    public static int? Refusal(RecordedRequest request, bool batch)
    {
        if (request.Json is not { ValueKind: JsonValueKind.Object } body)
        {
            return 400;
        }

        string? transaction = request.Fields.GetValueOrDefault("trx_id");
        if (transaction is null ? !batch : transaction.Length is 0 or > LongestName)
        {
            return 400;
        }

        return NameRefusal(request.Fields) ?? ListRefusal(body, batch) ?? PhotoRefusal(request.Photos, List(body, batch).Length);
    }

    /// <summary>Returns the photos of a valid request in order.</summary>
    public static RisetItem[] Items(RecordedRequest request, bool batch)
    {
        JsonElement body = request.Json!.Value;
        bool named = request.Fields.ContainsKey("user_id");
        return batch
            ? [.. List(body, batch).Select(item => new RisetItem(
                Pose(item.GetProperty("face_parameter"), batch)!, IsOn(item, "spoof_detection"), named && IsOn(item, "face_verification")))]
            : [.. body.GetProperty("face_parameters").EnumerateArray().Select(pose => new RisetItem(
                Pose(pose, batch)!, IsOn(body, "spoof_detection"), named))];
    }

    private static int? NameRefusal(IReadOnlyDictionary<string, string> fields)
    {
        string? user = fields.GetValueOrDefault("user_id");
        string? gallery = fields.GetValueOrDefault("facegallery_id");
        return (user, gallery) switch
        {
            (null, null) => null,
            (null or "", _) => 452,
            (_, null or "") => 454,
            _ => user.Length > LongestName || gallery.Length > LongestName ? 400 : null,
        };
    }

    private static int? ListRefusal(JsonElement body, bool batch)
    {
        JsonElement[] list = List(body, batch);
        if (list.Length == 0)
        {
            return 451;
        }

        bool poses = batch
            ? list.All(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("face_parameter", out JsonElement pose)
                && Pose(pose, batch) is not null && IsFlag(item, "spoof_detection") && IsFlag(item, "face_verification"))
            : body.TryGetProperty("face_parameters", out JsonElement parameters) && parameters.ValueKind == JsonValueKind.Array
                && parameters.GetArrayLength() == list.Length
                && parameters.EnumerateArray().All(pose => Pose(pose, batch) is not null) && IsFlag(body, "spoof_detection");
        bool threshold = !body.TryGetProperty("success_threshold", out JsonElement number)
            || (number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int needed) && needed >= 1 && needed <= list.Length);
        return poses && threshold && list.Length <= MostPhotos ? null : 400;
    }

    private static int? PhotoRefusal(IReadOnlyList<RecordedPhoto> photos, int expected)
    {
        if (photos.Count != expected || photos.Any(photo => photo.Encoding == PhotoEncoding.Empty))
        {
            return 451;
        }

        if (photos.Any(photo => photo.Encoding != PhotoEncoding.Base64))
        {
            return 490;
        }

        return photos.All(photo => photo.Format is ImageFormat.Jpeg or ImageFormat.Png) ? null : 491;
    }

    private static JsonElement[] List(JsonElement body, bool batch) =>
        body.TryGetProperty(batch ? "batch" : "images", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    /// <summary>Returns the pose in the words of the specification; the batch protocol is documented with "face left" and shown with "left".</summary>
    private static string? Pose(JsonElement pose, bool batch)
    {
        string? word = pose.ValueKind == JsonValueKind.String ? pose.GetString() : null;
        if (batch && word?.StartsWith("face ", StringComparison.Ordinal) == true)
        {
            return s_angles.FirstOrDefault(angle => angle == word["face ".Length..]);
        }

        return s_angles.Concat(s_expressions).FirstOrDefault(known => known == word);
    }

    private static bool IsOn(JsonElement element, string flag) =>
        !element.TryGetProperty(flag, out JsonElement value) || value.ValueKind != JsonValueKind.False;

    private static bool IsFlag(JsonElement element, string flag) =>
        !element.TryGetProperty(flag, out JsonElement value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False;
}
