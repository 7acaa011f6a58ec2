namespace LivenessSdk;

/// <summary>Holds what Riset found in one photo, in whichever spelling it says so.</summary>
internal sealed class RisetPhoto
{
    private readonly LenientJson _result;

    /// <param name="result">What stands there for the photo.</param>
    /// <param name="summary">The summary beside the result of a single photo; null where there is none.</param>
    /// <exception cref="LivenessException">Evidence has a type that cannot be read.</exception>
    public RisetPhoto(LenientJson result, LenientJson? summary)
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

    /// <summary>Gets whether the photo is of a real person or an attack.</summary>
    public RisetEvidence Genuineness { get; }

    /// <summary>Gets whether it shows the pose that was asked for.</summary>
    public RisetEvidence Pose { get; }

    /// <summary>Gets whether it shows the named user.</summary>
    public RisetEvidence Identity { get; }

    public FrameResult ToFrameResult(FacePose requested)
    {
        (double? roll, double? pitch, double? yaw) = (_result.Number("roll"), _result.Number("pitch"), _result.Number("yaw"));
        (bool? verified, double? similarity) = (ToBoolean(Identity), _result.Fraction("similarity"));
        return new FrameResult
        {
            RequestedPose = requested,
            PoseMatched = ToBoolean(Pose),
            PresentationAttack = !ToBoolean(Genuineness),
            PresentationAttackScore = _result.Number("spoof_score"),
            Face = new FaceObservation
            {
                HeadPose = (roll ?? pitch ?? yaw) is null ? null : new HeadPose(roll, pitch, yaw),
                Attributes = [.. FindAttributes()],
                Match = verified is null && similarity is null ? null : new FaceMatch { Verified = verified, Similarity = similarity },
            },
        };
    }

    private static RisetEvidence Read(LenientJson? place, string name) => Read(place, name, good: ["true"], bad: ["false"]);

    private static RisetEvidence Read(LenientJson? place, string name, string[] good, string[] bad) =>
        place?.EvidenceWord(name) switch
        {
            null => RisetEvidence.Missing,
            { } word when good.Contains(word) => RisetEvidence.Good,
            { } word when bad.Contains(word) => RisetEvidence.Bad,
            _ => RisetEvidence.Unrecognized,
        };

    /// <summary>Weighs fields that speak of the same thing: one against it is enough, and so is one that cannot be understood.</summary>
    private static RisetEvidence Combine(params RisetEvidence[] fields) =>
        fields.Contains(RisetEvidence.Bad) ? RisetEvidence.Bad
        : fields.Contains(RisetEvidence.Unrecognized) ? RisetEvidence.Unrecognized
        : fields.Max();

    private static bool? ToBoolean(RisetEvidence evidence) =>
        evidence switch
        {
            RisetEvidence.Good => true,
            RisetEvidence.Bad => false,
            _ => null,
        };

    private IEnumerable<FaceAttribute> FindAttributes()
    {
        if (_result.Boolean("masker") is { } mask)
        {
            yield return new FaceAttribute(FaceAttributeName.Mask, mask);
        }

        if (IsOpen("left_eye") is { } left)
        {
            yield return new FaceAttribute(FaceAttributeName.LeftEyeOpen, left, _result.Fraction("left_eye_score"));
        }

        if (IsOpen("right_eye") is { } right)
        {
            yield return new FaceAttribute(FaceAttributeName.RightEyeOpen, right, _result.Fraction("right_eye_score"));
        }

        if (IsOpen("mouth") is { } mouth)
        {
            yield return new FaceAttribute(FaceAttributeName.MouthOpen, mouth, _result.Fraction("mouth_score"));
        }
        else if (IsWord("mouth", "masked"))
        {
            yield return new FaceAttribute(FaceAttributeName.MouthMasked, true, _result.Fraction("mouth_score"));
        }
    }

    private bool? IsOpen(string name) =>
        _result.Boolean(name) ?? (IsWord(name, "open") ? true : IsWord(name, "closed") ? false : null);

    private bool IsWord(string name, string word) => word.Equals(_result.Text(name)?.Trim(), StringComparison.OrdinalIgnoreCase);
}
