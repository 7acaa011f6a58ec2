namespace LivenessSdk;

/// <summary>Specifies when the body of a vendor's reply stays on results and exceptions.</summary>
public enum KeepResponse
{
    /// <summary>Only where we could not make sense of it: <see cref="LivenessError.UnexpectedResponse"/> and <see cref="LivenessReasonCode.UnrecognizedVerdict"/>.</summary>
    WhenUnreadable = 0,

    /// <summary>Always. It may hold personal data: keep it out of logs.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
