using System.Threading.RateLimiting;

namespace LivenessSdk;

/// <summary>Represents the queue in front of the application's own rate limiter: asks it for one permit at a time, and gives each to the first waiter.</summary>
internal sealed class LimiterQueue : PermitQueue
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRest = TimeSpan.FromHours(1);

    private readonly RateLimiter _limiter;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _end = new();
    private Permit? _permit;
    private bool _asking;

    /// <param name="limiter">The limiter, which its owner disposes.</param>
    /// <param name="options">How many uploads may wait, and for how long.</param>
    /// <param name="timeProvider">The clock.</param>
    public LimiterQueue(RateLimiter limiter, RateLimitOptions options, TimeProvider timeProvider)
        : base(Math.Max(1, options.QueueLimit), options.QueueTimeout, timeProvider)
    {
        _limiter = limiter;
        _timeProvider = timeProvider;
    }

    /// <summary>A limiter does not report its total number of permits, so the limit is a fixed number.</summary>
    protected override bool HasFewPermits()
    {
        try
        {
            return _limiter.GetStatistics() is { CurrentAvailablePermits: < 4 };
        }
        catch (Exception)
        {
            return true; // The check that asks is paid for, and a limiter that fails must not end it.
        }
    }

    protected override Permit? TryTake()
    {
        Permit? permit = _permit;
        _permit = null;
        return permit;
    }

    protected override void RequestPermit()
    {
        lock (Lock)
        {
            if (_asking || !IsWanted)
            {
                return;
            }

            _asking = true;
        }

        _ = AskAsync();
    }

    protected override void Dispose(bool disposing)
    {
        _end.Cancel();
        base.Dispose(disposing);
    }

    /// <summary>Requests permits until there are no more waiters.</summary>
    private async Task AskAsync()
    {
        bool isWanted = true;
        while (isWanted)
        {
            TimeSpan? rest = null;
            try
            {
                RateLimitLease lease = await _limiter.AcquireAsync(permitCount: 1, _end.Token).ConfigureAwait(false);
                if (lease.IsAcquired)
                {
                    HandOut(lease);
                }
                else
                {
                    TimeSpan? retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : null;
                    string? reason = lease.TryGetMetadata(MetadataName.ReasonPhrase.Name, out object? phrase) ? phrase as string : null;
                    lease.Dispose();
                    RejectUploads(retryAfter, reason);
                    rest = retryAfter > s_longestRest ? s_longestRest : retryAfter > TimeSpan.Zero ? retryAfter : s_rest;
                }
            }
            catch (Exception e)
            {
                RejectUploads(retryAfter: null, failure: e);
                rest = s_rest;
            }

            isWanted = await ContinueAsync(rest).ConfigureAwait(false);
        }
    }

    private void HandOut(RateLimitLease lease)
    {
        lock (Lock)
        {
            _permit = Permit.Grant(lease.Dispose);
        }

        Serve();
        lock (Lock)
        {
            // All waiters have left.
            TryTake()?.Dispose();
        }
    }

    /// <summary>Determines whether to ask again, after the delay that the limiter requires: the check behind a poll is paid for, so the poll waits.</summary>
    private async ValueTask<bool> ContinueAsync(TimeSpan? rest)
    {
        if (rest is { } time && IsStillWanted())
        {
            await Task.Delay(time, _timeProvider, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return IsStillWanted();
    }

    private bool IsStillWanted()
    {
        lock (Lock)
        {
            return _asking = IsWanted && !_end.IsCancellationRequested;
        }
    }
}
