namespace LivenessSdk;

/// <summary>Finds the vendors' clients behind a name, and prepares each.</summary>
internal sealed class LivenessWarmup : ILivenessWarmup
{
    private readonly RegisteredClients _clients;
    private readonly CompositionRules _rules;

    public LivenessWarmup(RegisteredClients clients, CompositionRules rules)
    {
        _clients = clients;
        _rules = rules;
    }

    public Task WarmUpAsync(string clientName, CancellationToken cancellationToken = default)
    {
        _clients.GetClient(clientName);
        return Task.WhenAll(_rules.Graph.FindVendors(clientName).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(_clients.FindProviderClient).OfType<ProviderClient>()
            .Select(client => client.WarmUpAsync(cancellationToken)));
    }
}
