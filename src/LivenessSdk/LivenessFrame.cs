using System.Diagnostics.CodeAnalysis;

namespace LivenessSdk;

/// <summary>Represents a photo with the pose that the person was asked for.</summary>
public sealed class LivenessFrame
{
    /// <summary>Initializes a new instance of the <see cref="LivenessFrame"/> class whose members are set by an object initializer.</summary>
    public LivenessFrame()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LivenessFrame"/> class.</summary>
    /// <param name="image">The photo.</param>
    /// <param name="pose">What the person was asked to do.</param>
    [SetsRequiredMembers]
    public LivenessFrame(LivenessImage image, FacePose pose = FacePose.Front)
    {
        ArgumentNullException.ThrowIfNull(image);

        Image = image;
        Pose = pose;
    }

    /// <summary>Gets the photo.</summary>
    public required LivenessImage Image { get; init; }

    /// <summary>Gets what the person was asked to do. The default is <see cref="FacePose.Front"/>.</summary>
    public FacePose Pose { get; init; }

    /// <summary>Describes the frame without its content.</summary>
    public override string ToString() => $"{Pose}: {Image}";
}
