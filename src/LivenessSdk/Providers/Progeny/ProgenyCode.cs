namespace LivenessSdk;

/// <summary>Translates the error codes of Progeny and of the engine behind it.</summary>
internal static class ProgenyCode
{
    /// <summary>Translates a code about the photo; one that is not in the contract also means that the photo was not evaluated, never an attack.</summary>
    public static LivenessReason ToReason(string? code, string? message)
    {
        LivenessReasonCode reason = code?.ToUpperInvariant() switch
        {
            "FACE_NOT_FOUND" => LivenessReasonCode.NoFace,
            "TOO_MANY_FACES" => LivenessReasonCode.MultipleFaces,
            "FACE_TOO_SMALL" => LivenessReasonCode.FaceTooSmall,
            "FACE_TOO_CLOSE" => LivenessReasonCode.FaceTooClose,
            "FACE_ANGLE_TOO_LARGE" => LivenessReasonCode.FaceAngleTooLarge,
            "FACE_CLOSE_TO_BORDER" or "FACE_CROPPED" => LivenessReasonCode.FaceCropped,
            "FACE_IS_OCCLUDED" => LivenessReasonCode.FaceOccluded,
            "EYES_CLOSED" => LivenessReasonCode.EyesClosed,
            _ => LivenessReasonCode.FaceNotAnalyzed,
        };
        return new LivenessReason(reason, message, code);
    }

    /// <summary>Finds among the rejections one that is not a verdict over a readable photo, or returns <see langword="null"/> if there is none.</summary>
    public static (LivenessError Error, string Message, string Code)? FindFailure(IEnumerable<LivenessReason> rejections)
    {
        foreach (LivenessReason rejection in rejections)
        {
            switch (rejection.ProviderCode?.ToUpperInvariant())
            {
                case "FAILED_TO_READ_IMAGE":
                    return (LivenessError.InvalidImage, "Progeny cannot read the photo. Send an intact JPEG or PNG.", rejection.ProviderCode);
                case "LICENSE_ERROR" or "INVALID_CONFIG" or "INVALID_META" or "FAILED_TO_WRITE_IMAGE":
                    return (LivenessError.Unavailable, "The service behind Progeny failed. Try again later, or ask Progeny.", rejection.ProviderCode);
            }
        }

        return null;
    }
}
