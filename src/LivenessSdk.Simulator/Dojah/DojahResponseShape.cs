namespace LivenessSdk.Simulator;

/// <summary>Specifies the shape of Dojah's response. It is not documented which account gets which shape.</summary>
public enum DojahResponseShape
{
    /// <summary>The shape of the specification: liveness_check, and a probability with decimals.</summary>
    Specification = 0,

    /// <summary>The shape of the newer API reference: liveness_check, and a whole number as the probability.</summary>
    ApiReference,

    /// <summary>The shape of a real account: spoof and confidence, and face.detected instead of face_detected.</summary>
    SpoofFlag,
}
