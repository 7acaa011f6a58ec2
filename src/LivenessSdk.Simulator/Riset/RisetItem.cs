namespace LivenessSdk.Simulator;

/// <summary>Represents what a request to Riset asks about one photo.</summary>
internal readonly record struct RisetItem(string Pose, bool SpoofDetection, bool FaceVerification);
