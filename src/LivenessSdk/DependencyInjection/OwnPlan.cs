namespace LivenessSdk;

/// <summary>Represents a composition whose rule is the application's.</summary>
internal sealed class OwnPlan(IReadOnlyList<string> clients, Func<IServiceProvider, IReadOnlyList<ILivenessClient>, ILivenessClient> create) : CompositionPlan
{
    public override string Kind => "Own";

    public override IReadOnlyList<string> Clients { get; } = [.. clients];

    public override IEnumerable<string> FindProblems() => [];

    public override CompositionClient Create(string name, CompositionMember[] members, ClientGraph graph, IServiceProvider services) =>
        new OwnComposition(name, create(services, [.. members.Select(member => member.Client)]), members);

    public override string Describe() => $"{Kind} of {string.Join(", ", Clients)}";
}
