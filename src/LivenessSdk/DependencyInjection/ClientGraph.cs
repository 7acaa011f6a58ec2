using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk;

/// <summary>Represents the clients of every composition, at one moment.</summary>
internal sealed class ClientGraph
{
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly LivenessRegistrations _registrations;

    private readonly bool _hasLedger;

    private ClientGraph(LivenessRegistrations registrations, bool hasLedger)
    {
        _registrations = registrations;
        _hasLedger = hasLedger;
    }

    /// <summary>Gets the independence group of every vendor's client with valid options, by the client's name. Groups that differ only in case are one.</summary>
    public Dictionary<string, string> Groups { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates the graph of all clients.</summary>
    /// <param name="registrations">The clients.</param>
    /// <param name="planOf">Finds the plan of a composition; returns <see langword="null"/> for a vendor's client.</param>
    /// <param name="services">The container, for the options of the vendors' clients.</param>
    /// <param name="former">The graph whose groups remain in use for clients whose options have become invalid, or <see langword="null"/> if there is none.</param>
    public static ClientGraph Create(
        LivenessRegistrations registrations, Func<LivenessRegistration, CompositionPlan?> planOf, IServiceProvider services, ClientGraph? former = null)
    {
        ClientGraph graph = new(registrations, services.GetService<IServiceProviderIsService>()?.IsService(typeof(CheckLedger)) ?? false);
        Dictionary<string, string> spellings = new(StringComparer.OrdinalIgnoreCase);
        foreach (LivenessRegistration registration in registrations.Items)
        {
            CompositionPlan? plan = planOf(registration);
            graph._nodes[registration.Name] = new Node(registration.Name, plan);
            string? group = plan is not null ? null
                : registration.FindProblems(services).Any() ? former?.Groups.GetValueOrDefault(registration.Name)
                : registration.FindIndependenceGroup(services).Trim();
            if (group is not null)
            {
                spellings.TryAdd(group, group);
                graph.Groups[registration.Name] = spellings[group];
            }
        }

        return graph;
    }

    /// <summary>Determines whether a client is a composition with a rule that could be read.</summary>
    public bool HasPlan(string client) => _nodes.GetValueOrDefault(client)?.Plan is not null;

    /// <summary>Gets the rule of a composition.</summary>
    public CompositionPlan PlanOf(string composition) => _nodes[composition].Plan!;

    /// <summary>Gets the name of a client as it was registered, whatever its case here.</summary>
    public string NameOf(string client) => _nodes[client].Name;

    /// <summary>Lists the vendors' clients that a client can ask: itself, or all below a composition. One that is named twice is listed twice.</summary>
    public IEnumerable<string> FindVendors(string client) => FindVendors(client, plan => plan.Clients, []);

    /// <summary>Finds the problems of a composition, its options and its clients.</summary>
    public IEnumerable<string> FindProblems(string composition)
    {
        CompositionPlan plan = PlanOf(composition);
        string[] names = [.. FindProblemsOfNames(composition, plan)];
        IEnumerable<string> options = plan.FindProblems().Select(problem => $"{composition}: {problem}");
        return names.Length > 0 ? [.. names, .. options] : [.. options, .. FindDependence(composition, plan)];
    }

    private IEnumerable<string> FindProblemsOfNames(string composition, CompositionPlan plan)
    {
        if (plan.Clients.Count == 0)
        {
            return [$"{composition}: it has no clients. Name at least one."];
        }

        string[] unknown = [.. plan.Clients.Where(client => !_nodes.ContainsKey(client))];
        if (unknown.Length > 0)
        {
            return unknown
                .Where(client => !_registrations.IsRejected(client))
                .Select(client => $"{composition}: no liveness client is named '{client}'. Registered are: {string.Join(", ", _registrations.Names)}.");
        }

        if (FindCycle(composition, composition, []) is { } cycle)
        {
            return [$"{composition}: it contains itself ({string.Join(" > ", cycle)}). Remove one of them from the cycle."];
        }

        if (plan is IdempotentPlan idempotent)
        {
            return FindProblemsOfMemory(composition, idempotent);
        }

        return FindVendors(composition)
            .GroupBy(vendor => vendor)
            .Where(vendor => vendor.Count() > 1)
            .Select(vendor => $"{composition}: it would ask '{vendor.Key}' {vendor.Count()} times a check, and pay each time. Name it in one place only.");
    }

    private IEnumerable<string> FindProblemsOfMemory(string composition, IdempotentPlan plan)
    {
        if (HasPlan(plan.Clients[0]))
        {
            yield return $"{composition}: '{plan.Clients[0]}' consists of several clients. Put an idempotent client around each vendor's client instead.";
        }

        if (plan.NeedsRegisteredLedger && !_hasLedger)
        {
            yield return $"{composition}: no ledger is registered. Call UseLedger on the builder, or set Ledger in the options.";
        }
    }

    private IEnumerable<string> FindDependence(string composition, CompositionPlan plan)
    {
        string[] answering = [.. FindVendors(composition, below => below.Answering, [])];
        if (plan is not ConsensusPlan || plan.RequiredAgreements > plan.Clients.Count || answering.Any(vendor => !Groups.ContainsKey(vendor)))
        {
            yield break; // Groups are known only of clients that exist and have valid options.
        }

        int independent = ConsensusClient.CountIndependent(plan.Clients.Count, answering.Select(vendor => Groups[vendor]));
        if (plan.RequiredAgreements > independent)
        {
            yield return $"{composition}: RequiredAgreements is {plan.RequiredAgreements}, but only {independent} of its clients {(independent == 1 ? "is" : "are")} independent: clients of one IndependenceGroup count once. Add a client of another engine.";
        }
    }

    private IEnumerable<string> FindVendors(string client, Func<CompositionPlan, IReadOnlyList<string>> clientsOf, string[] path)
    {
        if (path.Contains(client, StringComparer.OrdinalIgnoreCase) || !_nodes.TryGetValue(client, out Node? node))
        {
            return [];
        }

        return node.Plan is { } plan
            ? clientsOf(plan).SelectMany(below => FindVendors(below, clientsOf, [.. path, client]))
            : [node.Name];
    }

    /// <summary>Finds the way from a composition back to itself, or returns <see langword="null"/> if there is none.</summary>
    private string[]? FindCycle(string composition, string client, string[] path)
    {
        string[] longer = [.. path, client];
        foreach (string below in _nodes.GetValueOrDefault(client)?.Plan?.Clients ?? [])
        {
            if (below.Equals(composition, StringComparison.OrdinalIgnoreCase))
            {
                return [.. longer, composition];
            }

            if (!longer.Contains(below, StringComparer.OrdinalIgnoreCase) && FindCycle(composition, below, longer) is { } cycle)
            {
                return cycle;
            }
        }

        return null;
    }

    private sealed record Node(string Name, CompositionPlan? Plan);
}
