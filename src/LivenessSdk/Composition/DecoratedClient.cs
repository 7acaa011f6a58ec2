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

    public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        LivenessResult result = await _outer.CheckAsync(request, cancellationToken).ConfigureAwait(false);
        return ResultValidator.Validate(result, ClientName, mayHaveBeenProcessed: true);
    }
}
