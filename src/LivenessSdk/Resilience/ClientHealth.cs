namespace LivenessSdk;

/// <summary>Represents the health of a client, as far as its own requests have shown.</summary>
public sealed class ClientHealth
{
    /// <summary>Gets the name of the client.</summary>
    public required string ClientName { get; init; }

    /// <summary>Gets the state of the circuit breaker, which specifies whether requests are sent.</summary>
    public BreakerState State { get; init; }

    /// <summary>Gets why not all requests are sent: <see cref="LivenessError.Unavailable"/> or <see cref="LivenessError.QuotaExceeded"/>, or <see langword="null"/> while all are.</summary>
    /// <remarks>With <see cref="LivenessError.ImageProcessingUnavailable"/>, requests are sent, but photos that have to be decoded first are not.</remarks>
    public LivenessError? Cause { get; init; }

    /// <summary>Gets how long the breaker stays open, or <see langword="null"/> unless it is open.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the remedy for the cause, or <see langword="null"/> if that depends on the vendor.</summary>
    public string? Remedy { get; init; }

    /// <summary>Returns client, state, cause and remedy.</summary>
    public override string ToString() =>
        $"{ClientName}: {State}{(Cause is { } cause ? $" ({cause})" : "")}{(Remedy is { } remedy ? $". {remedy}" : "")}";
}
