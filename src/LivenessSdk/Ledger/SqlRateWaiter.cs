using System.Threading.RateLimiting;

namespace LivenessSdk;

/// <summary>Represents a caller that waits for permits.</summary>
internal sealed class SqlRateWaiter(int permits, TimeSpan since)
{
    private readonly TaskCompletionSource<RateLimitLease> _lease = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Permits { get; } = permits;

    public TimeSpan Since { get; } = since;

    public Task<RateLimitLease> Lease => _lease.Task;

    public void Complete(SqlRateLease lease) => _lease.TrySetResult(lease);

    public void Fail(Exception exception) => _lease.TrySetException(exception);

    public void Cancel(CancellationToken token) => _lease.TrySetCanceled(token);
}
