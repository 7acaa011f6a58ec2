namespace LivenessSdk;

/// <summary>Checks photos by the current rule of its composition, which a change of the configuration can replace.</summary>
internal sealed class RegisteredComposition : CompositionClient, IAsyncDisposable, IDisposable
{
    private readonly CompositionRules _rules;
    private readonly RegisteredClients _clients;
    private readonly IServiceProvider _services;
    private readonly object _creating = new();
    private readonly List<CompositionClient> _created = [];
    private volatile State? _state;

    public RegisteredComposition(string name, CompositionRules rules, RegisteredClients clients, IServiceProvider services)
        : base(name)
    {
        _rules = rules;
        _clients = clients;
        _services = services;
    }

    private CompositionClient Current => _state is { } state && state.Graph == _rules.Graph ? state.Client : Create();

    public override IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        Current.FindVendorClients(request, supportedOnly);

    public void Dispose()
    {
        foreach (CompositionClient client in _created)
        {
            (client as IDisposable)?.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A replaced client may still work in the background, so all of them end here.
        foreach (IAsyncDisposable client in _created.OfType<IAsyncDisposable>())
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }

    protected internal override Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken) =>
        Current.RunAsync(request, cancellationToken);

    private CompositionClient Create()
    {
        lock (_creating)
        {
            ClientGraph graph = _rules.Graph;
            if (_state is { } state && state.Graph == graph)
            {
                return state.Client;
            }

            CompositionPlan plan = graph.PlanOf(Name);
            CompositionMember[] members =
            [
                .. plan.Clients.Select(client => new CompositionMember(graph.NameOf(client), _clients.GetComposable(client), [.. graph.FindVendors(client)])),
            ];
            CompositionClient created = plan.Create(Name, members, graph, _services);
            _created.Add(created);
            _state = new State(created, graph);
            return created;
        }
    }

    private sealed record State(CompositionClient Client, ClientGraph Graph);
}
