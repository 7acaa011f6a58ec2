using System.Threading.Channels;
using System.Threading.RateLimiting;

namespace LivenessSdk.Tests.Resilience;

internal sealed class StubLimiter(TimeSpan? retryAfter = null, Func<Exception?>? failure = null) : RateLimiter
{
    public int Permits { get; set; }

    public int Returned { get; private set; }

    public bool Disposed { get; private set; }

    /// <summary>Gets a value indicating whether the limiter fails when it is asked for its statistics.</summary>
    public bool HasNoStatistics { get; init; }

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics? GetStatistics() => HasNoStatistics ? throw new NotSupportedException() : null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => new StubLease(this, Permits-- > 0);

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        failure?.Invoke() is { } thrown ? throw thrown : new(AttemptAcquireCore(permitCount));

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Disposed = true;
        return base.DisposeAsyncCore();
    }

    private sealed class StubLease(StubLimiter limiter, bool acquired) : RateLimitLease
    {
        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = limiter.RetryAfter;
            return metadata is not null;
        }

        protected override void Dispose(bool disposing)
        {
            limiter.Returned++;
            base.Dispose(disposing);
        }
    }

    private TimeSpan? RetryAfter => retryAfter;
}

/// <summary>Grants permits when the test says so.</summary>
internal sealed class GatedLimiter : RateLimiter
{
    private readonly Channel<TaskCompletionSource<RateLimitLease>> _asked = Channel.CreateUnbounded<TaskCompletionSource<RateLimitLease>>();
    private int _waiting;

    public int MostAsked { get; private set; }

    public override TimeSpan? IdleDuration => null;

    public async Task GrantAsync()
    {
        TaskCompletionSource<RateLimitLease> asked = await _asked.Reader.ReadAsync();
        Interlocked.Decrement(ref _waiting);
        asked.SetResult(new GrantedLease());
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException("A shared limiter answers later.");

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        TaskCompletionSource<RateLimitLease> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        MostAsked = Math.Max(MostAsked, Interlocked.Increment(ref _waiting));
        _asked.Writer.TryWrite(asked);
        return await asked.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>Lets a number of permits through each second of the test's clock, and rejects the others.</summary>
internal sealed class ClockLimiter(TimeProvider clock, int permitsPerSecond) : RateLimiter
{
    private readonly object _lock = new();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1.0 / permitsPerSecond);
    private DateTimeOffset _next = clock.GetUtcNow();

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException("A shared limiter answers later.");

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            _next = (_next > now ? _next : now) + _interval;
            wait = _next - _interval - now;
        }

        await Task.Delay(wait, clock, cancellationToken);
        return new GrantedLease();
    }
}

internal sealed class GrantedLease : RateLimitLease
{
    public override bool IsAcquired => true;

    public override IEnumerable<string> MetadataNames => [];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }
}
