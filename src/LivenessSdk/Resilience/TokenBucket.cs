namespace LivenessSdk;

/// <summary>Grants permits at a steady rate.</summary>
/// <remarks>
/// The framework's own bucket reads the system's clock and fills in steps of a timer. This one follows a
/// <see cref="TimeProvider"/>, and knows beforehand how long a request would wait, so that hopeless ones are rejected at once.
/// </remarks>
internal sealed class TokenBucket : PermitQueue
{
    // A permit is due when it is complete except for rounding errors.
    private const double Whole = 1 - 1e-6;

    private static readonly Permit s_granted = Permit.Grant();

    private readonly TimeProvider _timeProvider;
    private readonly int _burst;
    private readonly double _rate;
    private readonly ITimer _timer;
    private double _permits;
    private long _filled;

    /// <param name="options">The limits; <see cref="RateLimitOptions.PermitsPerSecond"/> must be set.</param>
    /// <param name="timeProvider">The clock.</param>
    public TokenBucket(RateLimitOptions options, TimeProvider timeProvider)
        : base(options.QueueLimit, options.QueueTimeout, timeProvider)
    {
        _timeProvider = timeProvider;
        _rate = options.PermitsPerSecond ?? throw new ArgumentException("A bucket needs a rate.", nameof(options));
        _burst = options.Burst;
        _permits = options.Burst;
        _filled = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(static bucket => ((TokenBucket)bucket!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    protected override bool HasFewPermits()
    {
        Fill();
        return _permits < _burst / 4.0;
    }

    protected override Permit? TryTake()
    {
        Fill();
        if (_permits < Whole)
        {
            return null;
        }

        _permits--;
        return s_granted;
    }

    protected override TimeSpan? EstimateWait(int position)
    {
        Fill();
        return TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, position - _permits) / _rate * 1000));
    }

    protected override void RequestPermit()
    {
        lock (Lock)
        {
            if (IsWanted)
            {
                _timer.Change(EstimateWait(position: 1)!.Value, Timeout.InfiniteTimeSpan);
            }
        }
    }

    protected override void OnNobodyWaits() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    protected override void Dispose(bool disposing)
    {
        _timer.Dispose();
        base.Dispose(disposing);
    }

    private void Tick()
    {
        if (Serve())
        {
            RequestPermit();
        }
    }

    private void Fill()
    {
        long now = _timeProvider.GetTimestamp();
        _permits = Math.Min(_burst, _permits + (_timeProvider.GetElapsedTime(_filled, now).TotalSeconds * _rate));
        _filled = now;
    }
}
