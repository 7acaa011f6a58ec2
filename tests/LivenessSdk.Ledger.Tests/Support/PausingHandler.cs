using System.Threading.RateLimiting;

namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Represents a handler of the application at which the process is stopped for a while, before the photo is written.</summary>
internal sealed class PausingHandler(Func<Task> pause) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await pause();
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Represents a queue in which the process is stopped for a while, before the dispatch.</summary>
internal sealed class PausingRateLimiter(Func<Task> pause) : RateLimiter
{
    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Lease();

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        await pause();
        return new Lease();
    }

    private sealed class Lease : RateLimitLease
    {
        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
