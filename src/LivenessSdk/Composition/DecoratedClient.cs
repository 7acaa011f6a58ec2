namespace LivenessSdk;

/// <summary>Pairs a client with the one that wraps it: checks go through the outer one, and everything else is known of the inner one.</summary>
internal sealed class DecoratedClient : IComposableClient
{
    private readonly IComposableClient _inner;
    private readonly ILivenessClient _outer;

    public DecoratedClient(IComposableClient inner, ILivenessClient outer)
    {
        _inner = inner;
        _outer = outer;
    }

    public string ClientName => _inner.ClientName;

    public bool IsComposed => _inner.IsComposed;

    public TimeSpan? Timeout => _inner.Timeout;

    public IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) => _inner.FindVendorClients(request, supportedOnly);

    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default) =>
        _outer.CheckAsync(request, cancellationToken);
}
