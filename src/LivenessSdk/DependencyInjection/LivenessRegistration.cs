namespace LivenessSdk;

/// <summary>Describes one named client: how to create it, and how to find what is wrong with its settings.</summary>
/// <param name="Name">The name, unique in the container whatever its case.</param>
/// <param name="Create">Creates the client.</param>
/// <param name="FindProblems">Finds what is wrong with its settings; empty if they are valid.</param>
internal sealed record LivenessRegistration(
    string Name,
    Func<IServiceProvider, ILivenessClient> Create,
    Func<IServiceProvider, IEnumerable<string>> FindProblems)
{
    /// <summary>Gets how to read the rule of a composition, with the problems of its form; <c>null</c> for a vendor's client.</summary>
    public Func<(CompositionPlan? Plan, IReadOnlyList<string> Problems)>? ReadPlan { get; init; }

    /// <summary>Gets how to find the group that a vendor's client counts for in a consensus; its own unless set.</summary>
    public Func<IServiceProvider, string> FindIndependenceGroup { get; init; } = _ => Name;
}
