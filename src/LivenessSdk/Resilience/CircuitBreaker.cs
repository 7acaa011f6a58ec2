namespace LivenessSdk;

/// <summary>Represents a circuit breaker that its owner opens for a time, such as while the account's quota is used up. When the time is over, one call finds out whether it may close.</summary>
internal sealed class CircuitBreaker
{
    private readonly object _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly Action<BreakerState> _onChanged;
    private volatile bool _open;
    private bool _probing;
    private bool _halfOpen;
    private long _opened;
    private TimeSpan _time;

    /// <param name="timeProvider">The clock.</param>
    /// <param name="onChanged">Told of each change, in their order.</param>
    public CircuitBreaker(TimeProvider timeProvider, Action<BreakerState> onChanged)
    {
        _timeProvider = timeProvider;
        _onChanged = onChanged;
    }

    /// <summary>Gets the state, and how long it lasts at least.</summary>
    public (BreakerState State, TimeSpan? RetryAfter) Current
    {
        get
        {
            lock (_lock)
            {
                return !_open ? (BreakerState.Closed, null)
                    : Remaining > TimeSpan.Zero ? (BreakerState.Open, Remaining)
                    : (BreakerState.HalfOpen, null);
            }
        }
    }

    private TimeSpan Remaining => _time - _timeProvider.GetElapsedTime(_opened);

    /// <summary>Lets a call begin or not.</summary>
    /// <param name="isProbe">Whether the call is the one that finds out; then <see cref="EndProbe"/> must follow.</param>
    /// <param name="wait">How long to wait otherwise; zero while another call finds out.</param>
    public bool TryEnter(out bool isProbe, out TimeSpan wait)
    {
        (isProbe, wait) = (false, TimeSpan.Zero);
        if (!_open)
        {
            return true;
        }

        lock (_lock)
        {
            if (!_open)
            {
                return true;
            }

            wait = Remaining > TimeSpan.Zero ? Remaining : TimeSpan.Zero;
            if (_probing || wait > TimeSpan.Zero)
            {
                return false;
            }

            if (!_halfOpen)
            {
                _onChanged(BreakerState.HalfOpen); // First, so that a log that fails does not hold the place of the one that finds out.
            }

            isProbe = _probing = _halfOpen = true;
            return true;
        }
    }

    /// <summary>Opens for a time.</summary>
    public void Open(TimeSpan time)
    {
        lock (_lock)
        {
            bool isChange = !_open || _halfOpen;
            (_open, _halfOpen, _probing, _opened, _time) = (true, false, false, _timeProvider.GetTimestamp(), time);
            if (isChange)
            {
                _onChanged(BreakerState.Open);
            }
        }
    }

    /// <summary>Ends the call that was to find out, unless it opened the breaker again.</summary>
    /// <param name="isAnswered">Whether the vendor answered it, so that all may pass; otherwise the next call is to find out.</param>
    public void EndProbe(bool isAnswered)
    {
        lock (_lock)
        {
            if (_probing && isAnswered)
            {
                Close();
            }

            _probing = false;
        }
    }

    /// <summary>Lets all pass, for instance because the credentials changed.</summary>
    public void Close()
    {
        lock (_lock)
        {
            bool isChange = _open;
            (_open, _halfOpen, _probing) = (false, false, false);
            if (isChange)
            {
                _onChanged(BreakerState.Closed);
            }
        }
    }
}
