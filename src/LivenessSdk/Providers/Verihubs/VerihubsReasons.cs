namespace LivenessSdk;

/// <summary>Lists everything in a reply of Verihubs that speaks against a live person.</summary>
internal static class VerihubsReasons
{
    public static LivenessReason[] Find(VerihubsReply reply, FaceObservation face, bool allowMultipleFaces)
    {
        string? code = reply.Code.IsAboutPhoto ? reply.Code.Value : null;
        return
        [
            .. from reason in All(reply, face, allowMultipleFaces)
               where reason.Applies
               select new LivenessReason(reason.Code, reason.Message, code),
        ];
    }

    private static (bool Applies, LivenessReasonCode Code, string Message)[] All(
        VerihubsReply reply, FaceObservation face, bool allowMultipleFaces)
    {
        VerihubsFailures failures = reply.Code.Failures;
        bool severalFaces = failures.HasFlag(VerihubsFailures.FaceCount) || (reply.FaceCount > 1 && !allowMultipleFaces);
        bool attributes = failures.HasFlag(VerihubsFailures.Attributes);
        string? contradiction = reply.FindContradiction();
        bool quality = failures.HasFlag(VerihubsFailures.Quality);
        return
        [
            (reply.SaysAttack, LivenessReasonCode.PresentationAttack, "Verihubs does not take this for a live person."),
            (reply.HasUnknownWord, LivenessReasonCode.UnrecognizedVerdict, "liveness.status holds a word that is not known."),
            (failures.HasFlag(VerihubsFailures.Unknown), LivenessReasonCode.UnrecognizedVerdict, "FAIL_ON holds a number that is not documented."),
            (reply.Code.IsNoFace || reply.FaceCount < 1, LivenessReasonCode.NoFace, "Verihubs detected no face."),
            (severalFaces, LivenessReasonCode.MultipleFaces, "Verihubs detected several faces."),
            (attributes, LivenessReasonCode.FaceOccluded, "Verihubs detected something that covers the face."),
            (attributes && Wears(face, FaceAttributeName.Mask), LivenessReasonCode.Mask, "The face wears a mask."),
            (attributes && Wears(face, FaceAttributeName.Sunglasses), LivenessReasonCode.Sunglasses, "The face wears sunglasses."),
            (quality, LivenessReasonCode.PoorQuality, "Verihubs finds the quality of the photo too low."),
            (quality && face.Quality?.Blur == true, LivenessReasonCode.Blurred, "The photo is blurred."),
            (quality && face.Quality?.Dark == true, LivenessReasonCode.TooDark, "The photo is too dark."),
            (quality && face.Quality?.Grayscale == true, LivenessReasonCode.Grayscale, "The photo has no colour."),
            (contradiction is not null, LivenessReasonCode.Contradiction, contradiction ?? ""),
        ];
    }

    private static bool Wears(FaceObservation face, FaceAttributeName name) => face.FindAttribute(name)?.Value == true;
}
