namespace LivenessSdk;

/// <summary>Lists everything in a response of Verihubs that speaks against a live person.</summary>
internal static class VerihubsReasons
{
    public static LivenessReason[] Find(VerihubsResponse response, FaceObservation face, bool allowMultipleFaces)
    {
        string? code = response.Code.IsAboutPhoto ? response.Code.Value : null;
        return
        [
            .. from reason in All(response, face, allowMultipleFaces)
               where reason.Applies
               select new LivenessReason(reason.Code, reason.Message, code),
        ];
    }

    private static (bool Applies, LivenessReasonCode Code, string Message)[] All(
        VerihubsResponse response, FaceObservation face, bool allowMultipleFaces)
    {
        VerihubsFailures failures = response.Code.Failures;
        bool severalFaces = failures.HasFlag(VerihubsFailures.FaceCount) || (response.FaceCount > 1 && !allowMultipleFaces);
        bool attributes = failures.HasFlag(VerihubsFailures.Attributes);
        string? contradiction = response.FindContradiction();
        bool quality = failures.HasFlag(VerihubsFailures.Quality);
        return
        [
            (response.IndicatesAttack, LivenessReasonCode.PresentationAttack, "Verihubs classified the photo as not live."),
            (response.HasUnknownWord, LivenessReasonCode.UnrecognizedVerdict, "liveness.status contains an unknown word."),
            (failures.HasFlag(VerihubsFailures.Unknown), LivenessReasonCode.UnrecognizedVerdict, "FAIL_ON contains a number that is not documented."),
            (response.Code.IsNoFace || response.FaceCount < 1, LivenessReasonCode.NoFace, "Verihubs detected no face."),
            (severalFaces, LivenessReasonCode.MultipleFaces, "Verihubs detected several faces."),
            (attributes, LivenessReasonCode.FaceOccluded, "Verihubs detected something that covers the face."),
            (attributes && Wears(face, FaceAttributeName.Mask), LivenessReasonCode.Mask, "The face wears a mask."),
            (attributes && Wears(face, FaceAttributeName.Sunglasses), LivenessReasonCode.Sunglasses, "The face wears sunglasses."),
            (quality, LivenessReasonCode.PoorQuality, "Verihubs classified the quality of the photo as too low."),
            (quality && face.Quality?.Blur == true, LivenessReasonCode.Blurred, "The photo is blurred."),
            (quality && face.Quality?.Dark == true, LivenessReasonCode.TooDark, "The photo is too dark."),
            (quality && face.Quality?.Grayscale == true, LivenessReasonCode.Grayscale, "The photo has no color."),
            (contradiction is not null, LivenessReasonCode.Contradiction, contradiction ?? ""),
        ];
    }

    private static bool Wears(FaceObservation face, FaceAttributeName name) => face.FindAttribute(name)?.Value == true;
}
