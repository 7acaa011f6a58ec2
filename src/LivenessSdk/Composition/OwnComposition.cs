namespace LivenessSdk;

/// <summary>Applies the application's own rule to several clients.</summary>
internal sealed class OwnComposition : CompositionClient, IAsyncDisposable, IDisposable
{
    private readonly ILivenessClient _rule;
    private readonly CompositionMember[] _members;

    public OwnComposition(string name, ILivenessClient rule, CompositionMember[] members)
        : base(name)
    {
        _rule = rule;
        _members = members;
    }

    public override IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        _members.SelectMany(member => member.FindVendorClients(request, supportedOnly));

    public void Dispose() => (_rule as IDisposable)?.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (_rule is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            Dispose();
        }
    }

    protected internal override async Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        LivenessResult result = await _rule.CheckAsync(request, cancellationToken).ConfigureAwait(false);
        return ResultValidator.Validate(result, Name, mayHaveBeenProcessed: true);
    }
}
