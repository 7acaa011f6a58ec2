namespace LivenessSdk;

/// <summary>Describes one named client: how to make it, and how to find what is wrong with its settings.</summary>
/// <param name="Name">The name, unique in the container.</param>
/// <param name="Create">Makes the client.</param>
/// <param name="FindFaults">Finds what is wrong with its settings; empty when all is well.</param>
internal sealed record LivenessRegistration(
    string Name,
    Func<IServiceProvider, ILivenessClient> Create,
    Func<IServiceProvider, IEnumerable<string>> FindFaults)
{
    /// <summary>Gets the names of the clients that a composition is made of; null for a vendor's registration.</summary>
    public IReadOnlyList<string>? Clients { get; init; }

    /// <summary>Gets those of <see cref="Clients"/> whose answer the caller can get; all unless set.</summary>
    public IReadOnlyList<string>? Answering { get => field ?? Clients; init; }

    /// <summary>Gets how to find the group that a vendor's registration counts for in a consensus; its own unless set.</summary>
    public Func<IServiceProvider, string> FindIndependenceGroup { get; init; } = _ => Name;
}
