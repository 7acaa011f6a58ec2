namespace LivenessSdk.Simulator;

/// <summary>Represents one photo in a request to Riset.</summary>
internal readonly record struct RisetItem(string Pose, bool SpoofDetection, bool FaceVerification);
