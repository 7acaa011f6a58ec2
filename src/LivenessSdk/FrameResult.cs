namespace LivenessSdk;

/// <summary>Represents what a vendor reports about one photo. Members that were not reported are <see langword="null"/>.</summary>
public sealed class FrameResult
{
    /// <summary>Gets the pose that the person was asked for.</summary>
    public FacePose RequestedPose { get; init; }

    /// <summary>Gets a value indicating whether the vendor saw that pose.</summary>
    public bool? PoseMatched { get; init; }

    /// <summary>Gets a value indicating whether the vendor flagged this photo as a presentation attack.</summary>
    public bool? PresentationAttack { get; init; }

    /// <summary>Gets the vendor's raw number behind that flag; its direction is as the vendor documents it.</summary>
    public double? PresentationAttackScore { get; init; }

    /// <summary>Gets the face that the vendor saw.</summary>
    public FaceObservation? Face { get; init; }

    /// <summary>Gets the form in which the photo was sent, or <see langword="null"/> if nothing or a URL was sent.</summary>
    public SentImage? Sent { get; init; }

    /// <summary>Returns the pose and the vendor's flags.</summary>
    public override string ToString() => $"{RequestedPose}: pose matched {Describe(PoseMatched)}, attack {Describe(PresentationAttack)}";

    internal FrameResult WithSent(SentImage? sent) => new()
    {
        RequestedPose = RequestedPose,
        PoseMatched = PoseMatched,
        PresentationAttack = PresentationAttack,
        PresentationAttackScore = PresentationAttackScore,
        Face = Face,
        Sent = Sent ?? sent,
    };

    private static string Describe(bool? value) => value?.ToString() ?? "unknown";
}
