namespace LivenessSdk.Simulator;

/// <summary>Specifies the place of a FAIL_ON code in a response of Verihubs, which the vendor does not document.</summary>
public enum VerihubsFailOnPosition
{
    /// <summary>As error_code.</summary>
    ErrorCode = 0,

    /// <summary>As status_code.</summary>
    StatusCode,

    /// <summary>As message.</summary>
    Message,
}
