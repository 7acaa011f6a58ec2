namespace LivenessSdk.Testing;

public sealed partial class RecordedFields
{
    /// <summary>Gets the fields of Argos.</summary>
    public static RecordedFields Argos { get; } = new(["apiType", "result.liveness_score", "errorCode"], ["id_live_face"]);

    /// <summary>Gets the fields of Dojah, without age, gender and emotions.</summary>
    public static RecordedFields Dojah { get; } = new(
        [
            .. Below("entity.liveness", "liveness_check", "liveness_probability", "spoof", "confidence"),
            .. Below("entity.face", "face_detected", "detected", "multiface_detected", "confidence"),
            .. Below("entity.face.quality", "brightness", "sharpness"),
            .. Below("entity.face.bounding_box", "width", "height", "left", "top"),
            .. new[] { "smile", "eyeglasses", "sunglasses", "beard", "mustache", "eyes_open", "mouth_open" }
                .SelectMany(attribute => Below($"entity.face.details.{attribute}", "value", "confidence")),
        ],
        []);

    /// <summary>Gets the fields of Progeny.</summary>
    public static RecordedFields Progeny { get; } = new(
        [
            "status", "code", "image", "result.status",
            .. Below("result.data.liveness", "result", "error_code"),
            .. Below("result.data.liveness.data", "score", "quality", "probability", "error_code"),
            "result.data.issues.liveness.*",
        ],
        [
            "PENDING", "STARTED", "RETRY", "SUCCESS", "FAILURE", "REVOKED", "token_not_valid",
            "FACE_TOO_CLOSE", "FACE_TOO_SMALL", "FACE_NOT_FOUND", "FACE_CROPPED", "FACE_OCCLUDED", "FACE_ANGLE_TOO_LARGE",
            "FACE_CLOSE_TO_BORDER", "FACE_IS_OCCLUDED", "TOO_MANY_FACES", "EYES_CLOSED", "FAILED_TO_READ_IMAGE",
            "FAILED_TO_PREDICT_LANDMARKS", "INTERNAL_ERROR", "LICENSE_ERROR",
        ],
        ["id", "access", "refresh"]);

    /// <summary>Gets the fields of Riset, for both of its protocols.</summary>
    public static RecordedFields Riset { get; } = new(
        [
            "status", "liveness",
            .. Below("match_status", "verified", "is_real", "angle", "eyes", "mouth"),
            .. Photo("results"),
            .. Photo("results.image#"),
        ],
        ["passed", "failed", "spoof", "real", "open", "closed", "masked", "true", "false"],
        ["access_token"]);

    /// <summary>Gets the fields of Verihubs, at the root or in <c>data</c>.</summary>
    public static RecordedFields Verihubs { get; } = new(
        [.. VerihubsFields, .. Below("data", [.. VerihubsFields])],
        [
            "true", "false", "live", "real", "spoof", "fake",
            .. Enumerable.Range(1, 31).Select(bits => $"FAIL_ON_{bits}"),
            "INVALID PAYLOAD", "INVALID_PAYLOAD", "INVALID_PAYLOAD_IMAGE_MISSING", "INVALID_PAYLOAD_IMAGE_SIZE", "MISSING_PAYLOAD_IMAGE",
            "INVALID_PAYLOAD_IMAGE_TIMEOUT", "INVALID_PAYLOAD_IMAGE_FORMAT", "FACE_NOT_DETECTED",
            "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY", "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY",
            "INSUFFICIENT_QUOTA_LIVENESS", "INTERNAL_SERVER_ERROR",
        ]);

    private static IEnumerable<string> VerihubsFields =>
    [
        "message", "error_code", "status_code", "status", "code", "nface", "deepfake", "rotation",
        .. Below("liveness", "probability", "status"),
        .. Below("image_quality", "blur", "blur_score", "dark", "dark_score", "grayscale"),
        .. Below("attributes", "sunglasses_on", "mask_on", "veil_on", "hat_on", "haton", "eyeglasses_on", "face_blocker_on"),
        .. Below("bounding_box", "top_left_x", "top_left_y", "bottom_right_x", "bottom_right_y", "width", "height"),
    ];

    private static IEnumerable<string> Photo(string path) => Below(
        path, "match", "verified", "similarity", "masker", "spoof", "is_spoof", "spoof_score", "roll", "pitch", "yaw",
        "left_eye", "left_eye_score", "right_eye", "right_eye_score", "mouth", "mouth_score");

    private static IEnumerable<string> Below(string path, params string[] names) => names.Select(name => $"{path}.{name}");
}
