namespace LivenessSdk;

/// <summary>Finds registered clients by a name that is known only at run time.</summary>
public interface ILivenessClientFactory
{
    /// <summary>Gets the names of all registrations, in the order in which they were made.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Gets the client registered as <paramref name="name"/>.</summary>
    /// <param name="name">The name of a registration; case matters.</param>
    /// <exception cref="ArgumentException">No registration has that name; the message lists those that exist.</exception>
    ILivenessClient GetClient(string name);

    /// <summary>Gets what the vendor of a registration takes, for instance how many photos one check may hold.</summary>
    /// <param name="name">The name of a registration; case matters.</param>
    /// <returns>Null for a composition: its clients each have their own.</returns>
    /// <exception cref="ArgumentException">No registration has that name; the message lists those that exist.</exception>
    LivenessProviderInfo? GetProviderInfo(string name);
}
