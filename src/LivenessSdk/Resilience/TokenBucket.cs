using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace LivenessSdk;

/// <summary>Lets messages through at a steady rate, first come, first served.</summary>
/// <remarks>
/// The framework's own bucket reads the system's clock and fills in steps of a timer. This one follows a
/// <see cref="TimeProvider"/>, and knows beforehand how long a message would wait, so that hopeless ones do not.
/// </remarks>
internal sealed class TokenBucket : RateLimiter
{
    // A permit is due when rounding has eaten no more than this of it.
    private const double Whole = 1 - 1e-6;

    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource<RateLimitLease>> _queue = new();
    private readonly TimeProvider _timeProvider;
    private readonly RateLimitOptions _options;
    private readonly double _rate;
    private readonly ITimer _timer;
    private double _permits;
    private long _filled;
    private bool _disposed;

    /// <param name="options">The limits; <see cref="RateLimitOptions.PermitsPerSecond"/> must be set.</param>
    /// <param name="timeProvider">The clock.</param>
    public TokenBucket(RateLimitOptions options, TimeProvider timeProvider)
    {
        _options = options;
        _timeProvider = timeProvider;
        _rate = options.PermitsPerSecond ?? throw new ArgumentException("A bucket needs a rate.", nameof(options));
        _permits = options.Burst;
        _filled = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(static bucket => ((TokenBucket)bucket!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_lock)
        {
            Fill();
            return new RateLimiterStatistics { CurrentAvailablePermits = (long)Math.Floor(_permits), CurrentQueuedCount = _queue.Count };
        }
    }

    /// <summary>Waits for a permit, unless the wait would outlast <paramref name="remaining"/>.</summary>
    public ValueTask<RateLimitLease> AcquireAsync(TimeSpan remaining, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (TryTake())
            {
                return new(Lease.Granted);
            }

            TimeSpan wait = WaitFor(_queue.Count + 1);
            if (_disposed || _queue.Count >= _options.QueueLength || wait > _options.QueueTime || wait >= remaining)
            {
                return new(new Lease(wait));
            }

            LinkedListNode<TaskCompletionSource<RateLimitLease>> place =
                _queue.AddLast(new TaskCompletionSource<RateLimitLease>(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_queue.Count == 1)
            {
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
            }

            return WaitAsync(place, cancellationToken);
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            return TryTake() ? Lease.Granted : new Lease(WaitFor(position: 1));
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        AcquireAsync(TimeSpan.MaxValue, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock)
            {
                _disposed = true;
                _timer.Dispose();
                foreach (TaskCompletionSource<RateLimitLease> waiting in _queue)
                {
                    waiting.TrySetResult(new Lease(TimeSpan.Zero));
                }

                _queue.Clear();
            }
        }

        base.Dispose(disposing);
    }

    private bool TryTake()
    {
        Fill();
        if (_queue.Count > 0 || _permits < Whole)
        {
            return false;
        }

        _permits--;
        return true;
    }

    private void Fill()
    {
        long now = _timeProvider.GetTimestamp();
        _permits = Math.Min(_options.Burst, _permits + (_timeProvider.GetElapsedTime(_filled, now).TotalSeconds * _rate));
        _filled = now;
    }

    private TimeSpan WaitFor(int position) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, position - _permits) / _rate * 1000));

    private void Serve()
    {
        lock (_lock)
        {
            Fill();
            while (_permits >= Whole && _queue.First is { } first)
            {
                _queue.RemoveFirst();
                if (first.Value.TrySetResult(Lease.Granted))
                {
                    _permits--;
                }
            }

            if (_queue.Count > 0)
            {
                _timer.Change(WaitFor(position: 1), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async ValueTask<RateLimitLease> WaitAsync(
        LinkedListNode<TaskCompletionSource<RateLimitLease>> place, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (waiting, token) => ((TaskCompletionSource<RateLimitLease>)waiting!).TrySetCanceled(token), place.Value);
        await using (registration.ConfigureAwait(false))
        {
            try
            {
                return await place.Value.Task.ConfigureAwait(false);
            }
            finally
            {
                Leave(place);
            }
        }
    }

    private void Leave(LinkedListNode<TaskCompletionSource<RateLimitLease>> place)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                return;
            }

            _queue.Remove(place);
            if (_queue.Count == 0)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Grants a message its turn, or tells it when to come back.</summary>
    private sealed class Lease(TimeSpan? retryAfter) : RateLimitLease
    {
        public static readonly Lease Granted = new(retryAfter: null);

        public override bool IsAcquired => retryAfter is null;

        public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
