namespace LivenessSdk.Testing;

/// <summary>Represents a clock that advances only when a test calls <see cref="Advance"/>. It is thread-safe.</summary>
/// <remarks>A timer fires on the thread that advances the clock, at its own due time and in the order of due times. A timer with a due time of zero fires immediately on the thread pool.</remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly object _lock = new();
    private readonly HashSet<ManualTimer> _scheduled = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private DateTimeOffset _now;
    private long _sequence;

    /// <summary>Initializes a new instance of the <see cref="ManualTimeProvider"/> class that starts at the beginning of 2026.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ManualTimeProvider"/> class.</summary>
    /// <param name="start">The start time.</param>
    public ManualTimeProvider(DateTimeOffset start)
    {
        _now = start.ToUniversalTime();
    }

    /// <summary>Gets the number of scheduled timers. It is zero at the end of a test that leaves nothing behind.</summary>
    public int ScheduledTimers
    {
        get
        {
            lock (_lock)
            {
                return _scheduled.Count;
            }
        }
    }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Advances the clock, and fires each timer at its due time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target = GetUtcNow() + by;
        while (TakeDueTimer(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Waits until at least <paramref name="count"/> timers are scheduled, so that the code under test is waiting.</summary>
    public Task WaitForTimersAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_scheduled.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDueTimer(DateTimeOffset target)
    {
        lock (_lock)
        {
            ManualTimer? next = _scheduled.Where(timer => timer.Due <= target)
                .OrderBy(timer => timer.Due).ThenBy(timer => timer.Sequence).FirstOrDefault();
            DateTimeOffset moment = next?.Due ?? target;
            _now = moment > _now ? moment : _now;
            if (next is null)
            {
                return null;
            }

            if (next.Period > TimeSpan.Zero)
            {
                Schedule(next, next.Period);
            }
            else
            {
                _scheduled.Remove(next);
            }

            return next;
        }
    }

    private bool Change(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.Disposed)
            {
                return false;
            }

            _scheduled.Remove(timer);
            timer.Period = period;
            if (dueTime > TimeSpan.Zero)
            {
                Schedule(timer, dueTime);
            }
            else if (dueTime == TimeSpan.Zero)
            {
                if (period > TimeSpan.Zero)
                {
                    Schedule(timer, period);
                }

                ThreadPool.UnsafeQueueUserWorkItem(static due => due.Fire(), timer, preferLocal: false);
            }

            return true;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan delay)
    {
        timer.Due = _now + delay;
        timer.Sequence = _sequence++;
        _scheduled.Add(timer);
        foreach ((int count, TaskCompletionSource reached) in _waiters)
        {
            if (_scheduled.Count >= count)
            {
                reached.TrySetResult();
            }
        }

        _waiters.RemoveAll(waiter => waiter.Reached.Task.IsCompleted);
    }

    private void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.Disposed = true;
            _scheduled.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Sequence { get; set; }

        public bool Disposed { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Change(this, dueTime, period);

        public void Fire()
        {
            if (_context is null)
            {
                callback(state);
                return;
            }

            ExecutionContext.Run(_context, _ => callback(state), null);
        }

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
