namespace LivenessSdk.Simulator;

/// <summary>Names where a FAIL_ON code stands in a reply of Verihubs; the vendor's page does not say.</summary>
public enum VerihubsFailOnPosition
{
    /// <summary>As error_code.</summary>
    ErrorCode = 0,

    /// <summary>As status_code.</summary>
    StatusCode,

    /// <summary>As message.</summary>
    Message,
}
