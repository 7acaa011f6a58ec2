namespace LivenessSdk;

/// <summary>Provides registered clients by a name that is known only at run time.</summary>
/// <remarks>It is an abstract class, so that members may be added.</remarks>
public abstract class LivenessClientFactory
{
    /// <summary>Gets the names of all clients, in the order in which they were registered.</summary>
    public abstract IReadOnlyCollection<string> Names { get; }

    /// <summary>Gets the client registered as <paramref name="clientName"/>.</summary>
    /// <param name="clientName">The name of a client, in any case.</param>
    /// <exception cref="ArgumentException">No client has that name; the message lists those that exist.</exception>
    public abstract ILivenessClient GetClient(string clientName);

    /// <summary>Gets what the vendor of a client accepts, for instance how many photos one check may have.</summary>
    /// <param name="clientName">The name of a client, in any case.</param>
    /// <returns>The vendor's limits, or <see langword="null"/> if the client is a composition, whose clients have limits of their own, or one of the application's own.</returns>
    /// <exception cref="ArgumentException">No client has that name; the message lists those that exist.</exception>
    public abstract LivenessProviderInfo? GetProviderInfo(string clientName);
}
