namespace LivenessSdk;

/// <summary>Translates the error codes of Progeny and of the engine behind it.</summary>
internal static class ProgenyCode
{
    /// <summary>Translates a code about the photo; one that is not in the contract still speaks of a photo that was not judged, never of an attack.</summary>
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

    /// <summary>Finds among the refusals one that is no verdict over a readable photo, or <see langword="null"/> if there is none.</summary>
    public static (LivenessError Error, string Message, string Code)? FindFailure(IEnumerable<LivenessReason> refusals)
    {
        foreach (LivenessReason refusal in refusals)
        {
            switch (refusal.ProviderCode?.ToUpperInvariant())
            {
                case "FAILED_TO_READ_IMAGE":
                    return (LivenessError.InvalidImage, "Progeny cannot read the photo. Send an intact JPEG or PNG.", refusal.ProviderCode);
                case "LICENSE_ERROR" or "INVALID_CONFIG" or "INVALID_META" or "FAILED_TO_WRITE_IMAGE":
                    return (LivenessError.Unavailable, "The service behind Progeny is not in order. Try again later, or ask Progeny.", refusal.ProviderCode);
            }
        }

        return null;
    }
}
