namespace LivenessSdk;

/// <summary>Provides registered clients by a name that is known only at run time.</summary>
/// <remarks>It is an abstract class, so that members may be added.</remarks>
public abstract class LivenessClientFactory
{
    /// <summary>Gets the names of all clients, in the order in which they were registered.</summary>
    public abstract IReadOnlyCollection<string> Names { get; }

    /// <summary>Gets the client registered as <paramref name="name"/>.</summary>
    /// <param name="name">The name of a client, in any case.</param>
    /// <exception cref="ArgumentException">No client has that name; the message lists those that exist.</exception>
    public abstract ILivenessClient GetClient(string name);

    /// <summary>Gets what the vendor of a client accepts, for instance how many photos one check may have.</summary>
    /// <param name="name">The name of a client, in any case.</param>
    /// <returns>The vendor's limits, or <see langword="null"/> for a client that consists of others, each of which has its own.</returns>
    /// <exception cref="ArgumentException">No client has that name; the message lists those that exist.</exception>
    public abstract LivenessProviderInfo? GetProviderInfo(string name);
}
