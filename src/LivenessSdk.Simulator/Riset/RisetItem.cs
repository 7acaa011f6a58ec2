namespace LivenessSdk.Simulator;

/// <summary>Holds what a request to Riset asks about one photo.</summary>
internal readonly record struct RisetItem(string Pose, bool SpoofDetection, bool FaceVerification);
