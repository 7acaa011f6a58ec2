using System.Diagnostics;

namespace LivenessSdk;

/// <summary>Provides the base of compositions: every check is a span, the parent of the spans of its clients.</summary>
internal abstract class CompositionClient : IComposableClient
{
    protected CompositionClient(string name)
    {
        Name = name;
    }

    public string ClientName => Name;

    public virtual bool IsComposed => true;

    public virtual TimeSpan? Timeout => null;

    protected string Name { get; }

    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return LivenessTelemetry.Source.HasListeners() ? ObserveAsync(request, cancellationToken) : RunAsync(request, cancellationToken);
    }

    public abstract IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly);

    protected internal abstract Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken);

    private async Task<LivenessResult> ObserveAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        using Activity? span = LivenessTelemetry.StartComposition(Name, request.TransactionId);
        try
        {
            LivenessResult result = await RunAsync(request, cancellationToken).ConfigureAwait(false);
            LivenessTelemetry.SetResult(span, result);
            return result;
        }
        catch (Exception e)
        {
            LivenessTelemetry.SetFailure(span, e);
            throw;
        }
    }
}
