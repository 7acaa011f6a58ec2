namespace LivenessSdk;

/// <summary>Represents the direction of a head, in degrees. An angle is <see langword="null"/> if it was not reported.</summary>
public readonly record struct HeadPose
{
    /// <summary>Initializes a new instance of the <see cref="HeadPose"/> struct.</summary>
    /// <param name="roll">The tilt towards a shoulder.</param>
    /// <param name="pitch">The turn up or down.</param>
    /// <param name="yaw">The turn to a side.</param>
    public HeadPose(double? roll, double? pitch, double? yaw)
    {
        Roll = roll;
        Pitch = pitch;
        Yaw = yaw;
    }

    /// <summary>Gets the tilt towards a shoulder.</summary>
    public double? Roll { get; init; }

    /// <summary>Gets the turn up or down.</summary>
    public double? Pitch { get; init; }

    /// <summary>Gets the turn to a side.</summary>
    public double? Yaw { get; init; }
}
