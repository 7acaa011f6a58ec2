namespace LivenessSdk;

/// <summary>Specifies when the body of a vendor's response is kept on results and exceptions. Members may be added in later versions.</summary>
public enum KeepResponse
{
    /// <summary>Only if the library could not interpret it: <see cref="LivenessError.UnexpectedResponse"/> and <see cref="LivenessReasonCode.UnrecognizedVerdict"/>.</summary>
    WhenUnreadable = 0,

    /// <summary>Always. It may contain personal data: keep it out of logs.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
