namespace LivenessSdk;

/// <summary>Represents what Riset found in one photo, in any of its spellings.</summary>
internal sealed class RisetPhoto
{
    private readonly LenientJson? _result;

    /// <param name="result">The result of the photo, or <see langword="null"/> if it is not readable.</param>
    /// <param name="summary">The summary beside the result of a single photo, or <see langword="null"/> if there is none.</param>
    /// <exception cref="LivenessException">Evidence has a type that cannot be read.</exception>
    public RisetPhoto(LenientJson? result, LenientJson? summary)
    {
        _result = result;
        Genuineness = Combine(
            Read(result, "spoof", good: ["real", "false"], bad: ["spoof", "true"]),
            Read(result, "is_spoof", good: ["real", "false"], bad: ["spoof", "true"]),
            Read(summary, "is_real", good: ["real", "true"], bad: ["spoof", "false"]));
        Pose = Combine(
            Read(result, "match"),
            Read(summary, "angle"),
            Read(summary, "eyes"),
            Read(summary, "mouth"));
        Identity = Combine(
            Read(result, "verified"),
            Read(summary, "verified"));
    }

    /// <summary>Gets a value indicating whether the photo is of a real person or an attack.</summary>
    public RisetEvidence Genuineness { get; }

    /// <summary>Gets a value indicating whether it shows the pose that was asked for.</summary>
    public RisetEvidence Pose { get; }

    /// <summary>Gets a value indicating whether it shows the named user.</summary>
    public RisetEvidence Identity { get; }

    /// <summary>Records what Riset's contract promises for every photo and is absent for this one.</summary>
    public void RecordMissing(bool spoofDetection)
    {
        if (Pose == RisetEvidence.Missing)
        {
            _result?.RecordDrift("match");
        }

        if (Genuineness == RisetEvidence.Missing && spoofDetection)
        {
            _result?.RecordDrift("spoof");
        }
    }

    public FrameResult ToFrameResult(FacePose requested) => new()
    {
        RequestedPose = requested,
        PoseMatched = ToBoolean(Pose),
        PresentationAttack = !ToBoolean(Genuineness),
        PresentationAttackScore = _result?.Number("spoof_score"),
        Face = _result is null ? null : ReadFace(_result),
    };

    private static RisetEvidence Read(LenientJson? place, string name) => Read(place, name, good: ["true"], bad: ["false"]);

    private static RisetEvidence Read(LenientJson? place, string name, string[] good, string[] bad) =>
        place?.EvidenceWord(name) switch
        {
            null => RisetEvidence.Missing,
            { } word when good.Contains(word) => RisetEvidence.Good,
            { } word when bad.Contains(word) => RisetEvidence.Bad,
            _ => RisetEvidence.Unrecognized,
        };

    /// <summary>Combines fields about the same thing: one against it is enough, and otherwise one that is unknown.</summary>
    private static RisetEvidence Combine(params RisetEvidence[] fields) => fields.Max();

    private static bool? ToBoolean(RisetEvidence evidence) =>
        evidence switch
        {
            RisetEvidence.Good => true,
            RisetEvidence.Bad => false,
            _ => null,
        };

    private FaceObservation ReadFace(LenientJson result)
    {
        (double? roll, double? pitch, double? yaw) = (result.Number("roll"), result.Number("pitch"), result.Number("yaw"));
        (bool? verified, double? similarity) = (ToBoolean(Identity), result.Number("similarity", 0, 1));
        return new FaceObservation
        {
            HeadPose = (roll ?? pitch ?? yaw) is null ? null : new HeadPose(roll, pitch, yaw),
            Attributes = [.. FindAttributes(result)],
            Match = verified is null && similarity is null ? null : new FaceMatch { Verified = verified, Similarity = similarity },
        };
    }

    private static IEnumerable<FaceAttribute> FindAttributes(LenientJson result)
    {
        if (result.Boolean("masker") is { } mask)
        {
            yield return new FaceAttribute(FaceAttributeName.Mask, mask);
        }

        if (IsOpen(result, "left_eye") is { } left)
        {
            yield return new FaceAttribute(FaceAttributeName.LeftEyeOpen, left, result.Number("left_eye_score", 0, 1));
        }

        if (IsOpen(result, "right_eye") is { } right)
        {
            yield return new FaceAttribute(FaceAttributeName.RightEyeOpen, right, result.Number("right_eye_score", 0, 1));
        }

        if (IsOpen(result, "mouth") is { } mouth)
        {
            yield return new FaceAttribute(FaceAttributeName.MouthOpen, mouth, result.Number("mouth_score", 0, 1));
        }
        else if (result.Word("mouth") == "masked")
        {
            yield return new FaceAttribute(FaceAttributeName.MouthMasked, true, result.Number("mouth_score", 0, 1));
        }
    }

    private static bool? IsOpen(LenientJson result, string name) =>
        result.Word(name) switch
        {
            "open" or "true" => true,
            "closed" or "false" => false,
            _ => null,
        };
}
