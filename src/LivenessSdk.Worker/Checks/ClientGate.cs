namespace LivenessSdk.Worker;

/// <summary>Delays the checks of one client during an outage, and lets one at a time test whether the client has recovered.</summary>
internal sealed class ClientGate
{
    /// <summary>How many consecutive failures, each of which may be caused by its photo, count as an outage.</summary>
    private const int MaxSuspicions = 3;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may ask to be left alone. One wrong response must not stop a worker for longer.</summary>
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromHours(1);

    private readonly object _lock = new();
    private readonly TimeSpan _outageTimeout;
    private readonly TimeProvider _timeProvider;
    private readonly long _started;
    private TaskCompletionSource _changed = NewSignal();
    private LivenessException? _outage;
    private TimeSpan _nextProbe;
    private TimeSpan _delay;
    private bool _isProbing;
    private int _suspicions;
    private int _waiting;

    /// <param name="outageTimeout">How long a message is held.</param>
    /// <param name="timeProvider">The clock.</param>
    public ClientGate(TimeSpan outageTimeout, TimeProvider timeProvider)
    {
        _outageTimeout = outageTimeout;
        _timeProvider = timeProvider;
        _started = timeProvider.GetTimestamp();
    }

    /// <summary>Gets the failure that is waited out, or <see langword="null"/> if the client works.</summary>
    public LivenessException? Outage => Volatile.Read(ref _outage);

    /// <summary>Gets the number of waiting checks.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    private TimeSpan Now => _timeProvider.GetElapsedTime(_started);

    /// <summary>Waits until a check may start, or its message has been held for the maximum time.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<GateTurn> EnterAsync(CancellationToken stop)
    {
        TimeSpan until = Now + _outageTimeout;
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                if (TryEnter(until, out GateTurn turn, out TimeSpan wait, out Task changed))
                {
                    return turn;
                }

                await WaitAsync(changed, wait, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Records that the client works.</summary>
    /// <returns><see langword="true"/> if it did not work before.</returns>
    public bool Open()
    {
        lock (_lock)
        {
            bool wasClosed = _outage is not null;
            _isProbing = false;
            _suspicions = 0;
            Volatile.Write(ref _outage, null);
            Signal();
            return wasClosed;
        }
    }

    /// <summary>Records that the client cannot process checks.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="turn">The turn of the check that failed.</param>
    /// <param name="isSuspicion">Whether the photo may be the cause, so that several consecutive failures are required.</param>
    /// <returns><see langword="true"/> if an outage begins.</returns>
    public bool Close(LivenessException failure, GateTurn turn, bool isSuspicion)
    {
        lock (_lock)
        {
            bool wasOpen = _outage is null;
            if (wasOpen && isSuspicion && ++_suspicions < MaxSuspicions)
            {
                return false;
            }

            if (wasOpen)
            {
                _delay = s_firstDelay;
            }

            if (wasOpen || turn == GateTurn.Probe)
            {
                _isProbing = false;
                _nextProbe = Now + Min(failure.RetryAfter ?? _delay, s_longestRetryAfter);
                _delay = Min(_delay * 2, s_longestDelay);
            }

            Volatile.Write(ref _outage, failure);
            Signal();
            return wasOpen;
        }
    }

    /// <summary>Ends a check that says nothing about the state of its client.</summary>
    public void Leave(GateTurn turn)
    {
        if (turn != GateTurn.Probe)
        {
            return;
        }

        lock (_lock)
        {
            _isProbing = false;
            Signal();
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool TryEnter(TimeSpan until, out GateTurn turn, out TimeSpan wait, out Task changed)
    {
        lock (_lock)
        {
            TimeSpan now = Now;
            changed = _changed.Task;
            wait = TimeSpan.Zero;
            turn = GateTurn.Check;
            if (_outage is null)
            {
                return true;
            }

            if (!_isProbing && now >= _nextProbe)
            {
                _isProbing = true;
                turn = GateTurn.Probe;
                return true;
            }

            if (now >= until)
            {
                turn = GateTurn.Postpone;
                return true;
            }

            wait = (_isProbing ? until : Min(until, _nextProbe)) - now;
            return false;
        }
    }

    private async Task WaitAsync(Task changed, TimeSpan wait, CancellationToken stop)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(changed, Task.Delay(wait, _timeProvider, end.Token)).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }
}
