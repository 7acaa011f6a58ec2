namespace LivenessSdk;

/// <summary>Holds how a head is turned, in degrees; null angles were not reported.</summary>
/// <param name="Roll">The tilt towards a shoulder.</param>
/// <param name="Pitch">The turn up or down.</param>
/// <param name="Yaw">The turn to a side.</param>
public readonly record struct HeadPose(double? Roll, double? Pitch, double? Yaw);
