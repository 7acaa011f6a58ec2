namespace LivenessSdk;

/// <summary>Indicates which clients can work at the moment. It asks no vendor: it reads the circuit breakers.</summary>
/// <remarks>It is an abstract class, so that members may be added.</remarks>
public abstract class LivenessHealth
{
    /// <summary>Gets the health of every client, in the order in which they were registered.</summary>
    public abstract IReadOnlyList<ClientHealth> GetAll();

    /// <summary>Gets the health of one client. A composition has no breaker of its own, so it is always <see cref="BreakerState.Closed"/>.</summary>
    /// <param name="clientName">The name of the client, in any case.</param>
    /// <exception cref="ArgumentException">No client has that name.</exception>
    public abstract ClientHealth GetHealth(string clientName);
}
