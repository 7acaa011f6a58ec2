namespace LivenessSdk;

/// <summary>Pauses the checks of a run while its client cannot process them, and lets one at a time probe whether it can again.</summary>
internal sealed class OutageGate : IDisposable
{
    /// <summary>How often a check may fail, with successes of others in between, before its own photo counts as the cause.</summary>
    private const int MaxLoneFailures = 10;

    private const int MaxConsecutiveRejections = 10;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromDays(365);

    /// <summary>The timer ends at least once in this time. A timer of .NET takes no more than 49 days.</summary>
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(1);

    private readonly object _lock = new();
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly long _started;
    private readonly ITimer _timer;
    private readonly LinkedList<OutageGateEntry> _waiting = new();
    private TaskCompletionSource _changed = NewSignal();
    private LivenessException? _outage;
    private TimeSpan _began;
    private TimeSpan _nextProbe;
    private TimeSpan _delay;
    private bool _probing;
    private long _successes;
    private int _rejections;
    private bool _isTimed;
    private volatile bool _isEnded;

    public OutageGate(TimeSpan timeout, TimeProvider timeProvider)
    {
        _timeout = timeout;
        _timeProvider = timeProvider;
        _started = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(static gate => ((OutageGate)gate!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets a value indicating whether no further request is to be taken.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Gets the failure that ended the run, or <see langword="null"/> if none did.</summary>
    public LivenessException? EndCause { get; private set; }

    /// <summary>Gets a task that completes when an outage begins, is extended or is over, or when the run ends.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    private TimeSpan Now => _timeProvider.GetElapsedTime(_started);

    private bool IsPatient => _timeout != TimeSpan.Zero;

    /// <summary>Waits until a check may be sent.</summary>
    /// <returns>False when the run ended first, so that the check is not to be sent.</returns>
    public Task<bool> EnterAsync(OutageGateEntry entry, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (EndCause is not null || (_isEnded && entry.Failure is not null))
            {
                entry.Failure ??= EndCause;
                return Task.FromResult(false);
            }

            if (_outage is null && entry.NotBefore <= Now)
            {
                return Task.FromResult(true);
            }

            entry.Turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(entry);
            AdmitDue();
            return entry.Turn.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Records the outcome of a check.</summary>
    /// <returns>True when the check has to wait again.</returns>
    public bool ShouldRepeat(OutageGateEntry entry, CheckManyItem item)
    {
        lock (_lock)
        {
            bool isProbe = entry.IsProbe;
            _probing &= !isProbe;
            entry.IsProbe = false;
            bool isRepeated = IsPatient && !_isEnded && item.Failure is { } failure
                ? Learn(entry, failure, isProbe)
                : Succeed(item);
            AdmitDue();
            return isRepeated;
        }
    }

    /// <summary>Lets another check probe if this one ended without an outcome.</summary>
    public void Leave(OutageGateEntry entry)
    {
        lock (_lock)
        {
            _probing &= !entry.IsProbe;
            entry.IsProbe = false;
            AdmitDue();
        }
    }

    /// <summary>Ends the run: no more requests are to be taken, and what waits here is not sent.</summary>
    public void End(LivenessException? cause = null)
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            EndCause = cause;
            _isEnded = true;
            foreach (OutageGateEntry entry in _waiting)
            {
                entry.Failure ??= _outage;
                entry.Turn!.TrySetResult(false);
            }

            _waiting.Clear();
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _changed.TrySetResult();
        }
    }

    /// <summary>Gets the failure that is waited out, or <see langword="null"/> if there is no outage, and the time until the next probe. Reports a change.</summary>
    public (LivenessException? Outage, TimeSpan? RetryIn) GetOutage()
    {
        lock (_lock)
        {
            if (_changed.Task.IsCompleted && !_isEnded)
            {
                Volatile.Write(ref _changed, NewSignal());
            }

            return _outage is null || _isEnded ? (null, null) : (_outage, Max(_nextProbe - Now, TimeSpan.Zero));
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Determines whether a failure is waited out: it is temporary, and nothing was processed or billed.</summary>
    private static bool CanBeWaitedOut(LivenessException failure) =>
        !failure.MayHaveBeenProcessed && (failure.IsTransient || failure.Error == LivenessError.QuotaExceeded);

    /// <summary>Determines whether a failure shows wrong credentials or a wrong address, which affect every photo.</summary>
    private static bool IsRejection(LivenessException failure) =>
        failure.Error is LivenessError.Unauthorized or LivenessError.UnexpectedResponse;

    /// <summary>Determines whether the vendor works, even if it rejected the photo.</summary>
    private static bool IsAnswer(LivenessException failure) =>
        !failure.IsTransient && failure.Response is not null && failure.Error != LivenessError.QuotaExceeded;

    /// <summary>Determines whether a failure says something about the photo only: limits and quotas never do.</summary>
    private static bool CanBeCausedByPhoto(LivenessException failure) =>
        failure.Error is not (LivenessError.RateLimited or LivenessError.QuotaExceeded);

    private bool Learn(OutageGateEntry entry, LivenessException failure, bool isProbe)
    {
        if (failure.Error == LivenessError.ImageProcessingUnavailable || (IsRejection(failure) && ++_rejections >= MaxConsecutiveRejections))
        {
            End(failure); // The cause is this machine or the account, not the photo.
        }
        else if (IsRejection(failure))
        {
            return false;
        }
        else if (IsAnswer(failure))
        {
            EndOutage();
        }
        else if (CanBeWaitedOut(failure) && !IsAlone(entry, failure))
        {
            WaitOut(entry, failure, isProbe);
            return !_isEnded;
        }
        else if (_outage is not null && isProbe && failure.IsTransient)
        {
            Extend(failure);
        }

        return false;
    }

    private bool Succeed(CheckManyItem item)
    {
        // A photo that was rejected before anything was sent shows nothing, and a remembered answer only that the ledger works.
        if (item.FromLedger)
        {
            if (_outage?.Error == LivenessError.LedgerUnavailable)
            {
                EndOutage();
            }
        }
        else if (item.Result is { } result && (result.Attempts.Count == 0 || result.Attempts.Any(attempt => attempt.PhotoSent || attempt.MayHaveBeenProcessed)))
        {
            EndOutage();
        }

        return false;
    }

    private bool IsAlone(OutageGateEntry entry, LivenessException failure)
    {
        // At the end of a run there are no other photos beside the last one.
        bool isAlone = entry.Successes < _successes || (entry.LoneFailures > 0 && _waiting.First is null);
        if (entry.Failure is not null && isAlone && CanBeCausedByPhoto(failure))
        {
            entry.LoneFailures++;
        }

        return entry.LoneFailures >= MaxLoneFailures;
    }

    private void WaitOut(OutageGateEntry entry, LivenessException failure, bool isProbe)
    {
        TimeSpan now = Now;
        entry.Failure = failure;
        entry.Successes = _successes;
        entry.NotBefore = now + RetryAfter(failure, TimeSpan.Zero);
        if (_outage is null)
        {
            (_began, _delay, _nextProbe) = (now, s_firstDelay, TimeSpan.Zero);
            Extend(failure);
        }
        else if (isProbe)
        {
            Extend(failure);
        }

        if (_timeout != Timeout.InfiniteTimeSpan && entry.NotBefore > _began + _timeout)
        {
            End(failure);
        }
    }

    /// <summary>Sets the time of the next probe.</summary>
    private void Extend(LivenessException failure)
    {
        _outage = failure;
        _nextProbe = Now + RetryAfter(failure, _delay);
        _delay = Min(_delay * 2, s_longestDelay);
        _changed.TrySetResult();
    }

    private void EndOutage()
    {
        _successes++;
        _rejections = 0;
        if (_outage is not null)
        {
            _outage = null;
            _changed.TrySetResult();
        }
    }

    /// <summary>Ends a run whose time is over; otherwise admits the checks that are due.</summary>
    private void Check()
    {
        lock (_lock)
        {
            if (_outage is { } cause && _timeout != Timeout.InfiniteTimeSpan && Now >= _began + _timeout)
            {
                End(cause);
            }

            AdmitDue();
        }
    }

    private void AdmitDue()
    {
        if (_isEnded || (_outage is null && _waiting.First is null && !_isTimed))
        {
            return;
        }

        TimeSpan now = Now;
        TimeSpan next = _outage is null || _timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _began + _timeout;
        for (LinkedListNode<OutageGateEntry>? node = _waiting.First, following; node is not null; node = following)
        {
            following = node.Next;
            OutageGateEntry entry = node.Value;
            TimeSpan due = _outage is null ? entry.NotBefore : _probing ? TimeSpan.MaxValue : Max(entry.NotBefore, _nextProbe);
            if (due > now)
            {
                next = Min(next, due);
                continue;
            }

            entry.IsProbe = _probing = _outage is not null;
            _waiting.Remove(node);
            entry.Turn!.TrySetResult(true);
        }

        _isTimed = next != TimeSpan.MaxValue;
        _timer.Change(!_isTimed ? Timeout.InfiniteTimeSpan : Min(Max(next - now, TimeSpan.FromMilliseconds(1)), s_longestTimer), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan RetryAfter(LivenessException failure, TimeSpan otherwise) => Min(failure.RetryAfter ?? otherwise, s_longestRetryAfter);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
