namespace LivenessSdk.Simulator;

/// <summary>Names the shapes in which Dojah has been seen to answer; no document says which account gets which.</summary>
public enum DojahReplyShape
{
    /// <summary>The specification's: liveness_check and a probability with decimals.</summary>
    Specification = 0,

    /// <summary>The newer API reference's: liveness_check and a whole number as probability.</summary>
    ApiReference,

    /// <summary>One seen in a live account: spoof and confidence, and face.detected for face_detected.</summary>
    SpoofFlag,
}
