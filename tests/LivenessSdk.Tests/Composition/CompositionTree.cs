using FsCheck;
using FsCheck.Fluent;

namespace LivenessSdk.Tests.Composition;

/// <summary>Describes a random composition of vendors, each with a random behaviour.</summary>
internal abstract record CompositionTree(string Name)
{
    private static readonly LivenessError[] s_errors = Enum.GetValues<LivenessError>();

    public abstract IReadOnlyList<CompositionTree> Clients { get; }

    public IEnumerable<Vendor> Vendors => this is Vendor vendor ? [vendor] : Clients.SelectMany(client => client.Vendors);

    /// <summary>Gets the vendors whose answers count.</summary>
    public IEnumerable<Vendor> Answering => this switch
    {
        Vendor vendor => [vendor],
        Shadow => Clients[0].Answering,
        _ => Clients.SelectMany(client => client.Answering),
    };

    /// <summary>Gets whether a consensus stands below another, where it matters which of its clients answered first.</summary>
    public bool HasConsensusInConsensus => HasConsensus(isBelow: false);

    /// <summary>Generates trees over two to seven vendors of up to five groups, at most four levels deep.</summary>
    public static Gen<CompositionTree> Generate() =>
        from count in Gen.Choose(2, 7)
        from vendors in Gen.CollectToArray(Enumerable.Range(0, count), GenerateVendor)
        from tree in GenerateOver(vendors, 3)
        select tree;

    private bool HasConsensus(bool isBelow) =>
        (isBelow && this is Consensus) || Clients.Any(client => client.HasConsensus(isBelow || this is Consensus));

    private static Gen<Vendor> GenerateVendor(int index) =>
        from verdict in Gen.Elements(Enum.GetValues<LivenessVerdict>())
        from error in Gen.Frequency((2, Gen.Constant((LivenessError?)null)), (1, Gen.Elements(s_errors).Select(error => (LivenessError?)error)))
        from mayHaveBeenProcessed in Gen.Elements(true, false)
        from engine in Gen.Choose(0, 4)
        from yields in Gen.Choose(0, 2)
        select new Vendor($"v{index}", error is null ? verdict : null, error, error is null || mayHaveBeenProcessed, $"g{engine}", yields);

    private static Gen<CompositionTree> GenerateOver(Vendor[] vendors, int depth)
    {
        if (depth == 0 || vendors.Length == 1)
        {
            return vendors.Length == 1 ? Gen.Constant<CompositionTree>(vendors[0]) : GenerateComposition(vendors, vendors, depth);
        }

        return from cuts in Gen.ArrayOf(Gen.Elements(true, false), vendors.Length - 1)
               let parts = Split(vendors, cuts)
               from clients in Gen.CollectToArray(parts, part => parts.Length == 1 ? GenerateOver(part, 0) : GenerateOver(part, depth - 1))
               from tree in GenerateComposition(vendors, clients, depth)
               select tree;
    }

    private static Gen<CompositionTree> GenerateComposition(Vendor[] vendors, CompositionTree[] clients, int depth)
    {
        string name = $"{depth}-{vendors[0].Name}-{vendors[^1].Name}";
        int independent = Math.Min(clients.Length, clients.SelectMany(client => client.Answering).Select(vendor => vendor.Group).Distinct().Count());
        Gen<CompositionTree> failover =
            from onlyWhenNotProcessed in Gen.Elements(true, false)
            select (CompositionTree)new Failover(name, clients, onlyWhenNotProcessed);
        Gen<CompositionTree> consensus =
            from required in Gen.Choose(1, independent)
            from oneByOne in Gen.Elements(true, false)
            from veto in Gen.Elements(true, false)
            select (CompositionTree)new Consensus(name, clients, required, oneByOne, veto);
        return clients.Length == 2
            ? Gen.OneOf(failover, consensus, Gen.Constant<CompositionTree>(new Shadow(name, clients)))
            : Gen.OneOf(failover, consensus);
    }

    private static Vendor[][] Split(Vendor[] vendors, bool[] cuts)
    {
        List<List<Vendor>> parts = [[vendors[0]]];
        for (int i = 1; i < vendors.Length; i++)
        {
            if (cuts[i - 1])
            {
                parts.Add([]);
            }

            parts[^1].Add(vendors[i]);
        }

        return [.. parts.Select(part => part.ToArray())];
    }

    public sealed record Vendor(string Name, LivenessVerdict? Verdict, LivenessError? Error, bool MayHaveBeenProcessed, string Group, int Yields)
        : CompositionTree(Name)
    {
        public override IReadOnlyList<CompositionTree> Clients => [];

        public override string ToString() => $"{Name}:{Verdict?.ToString() ?? $"{Error}{(MayHaveBeenProcessed ? "?" : "")}"}:{Group}";
    }

    public sealed record Failover(string Name, IReadOnlyList<CompositionTree> Clients, bool OnlyWhenNotProcessed) : CompositionTree(Name)
    {
        public override IReadOnlyList<CompositionTree> Clients { get; } = Clients;

        public override string ToString() => $"failover{(OnlyWhenNotProcessed ? "!" : "")}({string.Join(", ", Clients)})";
    }

    public sealed record Consensus(string Name, IReadOnlyList<CompositionTree> Clients, int Required, bool Sequential, bool Veto) : CompositionTree(Name)
    {
        public override IReadOnlyList<CompositionTree> Clients { get; } = Clients;

        public override string ToString() => $"{Required}{(Veto ? " veto" : "")}{(Sequential ? " one by one" : "")} of({string.Join(", ", Clients)})";
    }

    public sealed record Shadow(string Name, IReadOnlyList<CompositionTree> Clients) : CompositionTree(Name)
    {
        public override IReadOnlyList<CompositionTree> Clients { get; } = Clients;

        public override string ToString() => $"shadow({string.Join(", ", Clients)})";
    }
}
