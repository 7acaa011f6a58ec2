namespace LivenessSdk.Testing;

/// <summary>Specifies the outcomes of a check; several can be combined to a set of permitted outcomes.</summary>
[Flags]
public enum CheckOutcomes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The verdict <see cref="LivenessVerdict.Live"/>.</summary>
    Live = 1 << 0,

    /// <summary>The verdict <see cref="LivenessVerdict.NotLive"/>.</summary>
    NotLive = 1 << 1,

    /// <summary>The verdict <see cref="LivenessVerdict.Inconclusive"/>, for any reason except <see cref="LivenessReasonCode.Contradiction"/>.</summary>
    Inconclusive = 1 << 2,

    /// <summary>The verdict <see cref="LivenessVerdict.Inconclusive"/> with <see cref="LivenessReasonCode.Contradiction"/> among its reasons.</summary>
    Contradiction = 1 << 3,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.InvalidRequest"/>.</summary>
    InvalidRequest = 1 << 4,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.InvalidImage"/>.</summary>
    InvalidImage = 1 << 5,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.Unauthorized"/>.</summary>
    Unauthorized = 1 << 6,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.QuotaExceeded"/>.</summary>
    QuotaExceeded = 1 << 7,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.RateLimited"/>.</summary>
    RateLimited = 1 << 8,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.Unavailable"/>.</summary>
    Unavailable = 1 << 9,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.TimedOut"/>.</summary>
    TimedOut = 1 << 10,

    /// <summary>A <see cref="LivenessException"/> with <see cref="LivenessError.UnexpectedResponse"/>.</summary>
    UnexpectedResponse = 1 << 11,
}
