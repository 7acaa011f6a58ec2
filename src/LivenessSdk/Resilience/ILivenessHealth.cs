namespace LivenessSdk;

/// <summary>Tells which registrations can work at the moment. It asks no vendor: it reads the circuit breakers.</summary>
public interface ILivenessHealth
{
    /// <summary>Gets the state of every registration, in the order in which they were made.</summary>
    IReadOnlyList<ProviderHealth> GetAll();

    /// <summary>Gets the state of one registration. A composition has no breaker of its own, so it is always <see cref="BreakerState.Closed"/>.</summary>
    /// <param name="name">The name of the registration.</param>
    /// <exception cref="ArgumentException">No registration has that name.</exception>
    ProviderHealth GetHealth(string name);
}
