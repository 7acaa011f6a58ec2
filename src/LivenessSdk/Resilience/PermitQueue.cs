namespace LivenessSdk;

/// <summary>Represents the queue in front of a limit: polls and token calls are served before uploads, because their checks are paid for, and wait without limit.</summary>
internal abstract class PermitQueue : IDisposable
{
    private const string WaitTooLong = "the rate limit gives the next permit later than Resilience:RateLimit:QueueTimeout allows";

    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(1);

    private readonly LinkedList<Place> _first = new();
    private readonly LinkedList<Place> _uploads = new();
    private readonly int _maxUploads;
    private readonly TimeSpan _maxWait;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _expiry;
    private bool _disposed;

    /// <param name="maxUploads">The number of uploads that may wait.</param>
    /// <param name="maxWait">The time that an upload may wait.</param>
    /// <param name="timeProvider">The clock.</param>
    protected PermitQueue(int maxUploads, TimeSpan maxWait, TimeProvider timeProvider)
    {
        _maxUploads = maxUploads;
        _maxWait = maxWait;
        _timeProvider = timeProvider;
        _expiry = timeProvider.CreateTimer(static queue => ((PermitQueue)queue!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets a value indicating whether there are waiters, or soon may be.</summary>
    public bool IsShort
    {
        get
        {
            lock (Lock)
            {
                return IsWanted || HasFewPermits();
            }
        }
    }

    /// <summary>Gets the lock of the queue and its permits.</summary>
    protected object Lock { get; } = new();

    /// <summary>Gets a value indicating whether there are waiters. The lock is held.</summary>
    protected bool IsWanted => Next is not null;

    private LinkedListNode<Place>? Next => _first.First ?? _uploads.First;

    /// <summary>Waits for a permit.</summary>
    /// <param name="goesFirst">Whether it is served before the uploads and waits as long as it takes.</param>
    /// <param name="remaining">The time left for the check.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The permit. An upload may be rejected.</returns>
    public ValueTask<Permit> AcquireAsync(bool goesFirst, TimeSpan remaining, CancellationToken cancellationToken)
    {
        LinkedListNode<Place> node;
        lock (Lock)
        {
            if (_first.First is null && (goesFirst || _uploads.First is null) && TryTake() is { } permit)
            {
                return new(permit);
            }

            TimeSpan? wait = EstimateWait(_first.Count + _uploads.Count + 1);
            if (_disposed || (!goesFirst && _uploads.Count >= _maxUploads))
            {
                return new(Permit.Reject(wait));
            }

            if (!goesFirst && (wait > _maxWait || wait >= remaining))
            {
                return new(Permit.Reject(wait, wait > _maxWait ? WaitTooLong : "the time of the check ends before the rate limit gives the next permit"));
            }

            node = (goesFirst ? _first : _uploads).AddLast(new Place(_timeProvider.GetTimestamp()));
            if (!goesFirst && _uploads.Count == 1)
            {
                SetExpiry();
            }
        }

        RequestPermit();
        return WaitAsync(node, cancellationToken);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        lock (Lock)
        {
            _disposed = true;
            _expiry.Dispose();
            Reject(_first, retryAfter: null);
            Reject(_uploads, retryAfter: null);
        }
    }

    /// <summary>Determines whether less than a quarter of the permits is left. The lock is held.</summary>
    protected abstract bool HasFewPermits();

    /// <summary>Takes a permit if there is one. The lock is held.</summary>
    protected abstract Permit? TryTake();

    /// <summary>Arranges that <see cref="Serve"/> is called when there is a permit for the first waiter.</summary>
    protected abstract void RequestPermit();

    /// <summary>Estimates how long the waiter at a position waits, or returns <see langword="null"/> if that is unknown. The lock is held.</summary>
    protected virtual TimeSpan? EstimateWait(int position) => null;

    /// <summary>Gives the available permits to the waiters.</summary>
    /// <returns>Whether there are still waiters.</returns>
    protected bool Serve()
    {
        lock (Lock)
        {
            while (Next is { } next && TryTake() is { } permit)
            {
                Remove(next);
                next.Value.Turn.SetResult(permit);
            }

            return IsWanted;
        }
    }

    /// <summary>Rejects the uploads that wait.</summary>
    protected void RejectUploads(TimeSpan? retryAfter, string? reason = null, Exception? failure = null)
    {
        lock (Lock)
        {
            Reject(_uploads, retryAfter, reason, failure);
            _expiry.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Reject(LinkedList<Place> places, TimeSpan? retryAfter, string? reason = null, Exception? failure = null)
    {
        while (places.First is { } place)
        {
            places.RemoveFirst();
            _ = failure is null ? place.Value.Turn.TrySetResult(Permit.Reject(retryAfter, reason)) : place.Value.Turn.TrySetException(failure);
        }
    }

    private async ValueTask<Permit> WaitAsync(LinkedListNode<Place> node, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                (PermitQueue queue, LinkedListNode<Place> node) = ((PermitQueue, LinkedListNode<Place>))state!;
                queue.Cancel(node, token);
            },
            (this, node));
        await using (registration.ConfigureAwait(false))
        {
            return await node.Value.Turn.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(LinkedListNode<Place> node, CancellationToken token)
    {
        lock (Lock)
        {
            if (node.List is not null)
            {
                Remove(node);
                node.Value.Turn.SetCanceled(token);
            }
        }
    }

    private void Remove(LinkedListNode<Place> node)
    {
        bool isNextUpload = node == _uploads.First;
        node.List!.Remove(node);
        if (isNextUpload)
        {
            SetExpiry();
        }

        if (!IsWanted)
        {
            OnNobodyWaits();
        }
    }

    /// <summary>Ends what <see cref="RequestPermit"/> began, because there are no more waiters. The lock is held.</summary>
    protected virtual void OnNobodyWaits()
    {
    }

    private void Expire()
    {
        lock (Lock)
        {
            while (_uploads.First is { } upload && RemainingWait(upload.Value) < TimeSpan.Zero)
            {
                TimeSpan? wait = EstimateWait(_first.Count + 1);
                Remove(upload);
                upload.Value.Turn.SetResult(Permit.Reject(wait, WaitTooLong));
            }

            SetExpiry();
        }
    }

    private TimeSpan RemainingWait(Place place) => _maxWait - _timeProvider.GetElapsedTime(place.Since);

    private void SetExpiry()
    {
        // A little late, so that a waiter that gets a permit at the last moment keeps it.
        TimeSpan due = _uploads.First is { } upload ? RemainingWait(upload.Value) + s_grace : Timeout.InfiniteTimeSpan;
        _expiry.Change(due == Timeout.InfiniteTimeSpan || due > s_grace ? due : s_grace, Timeout.InfiniteTimeSpan);
    }

    private sealed class Place(long since)
    {
        public long Since { get; } = since;

        public TaskCompletionSource<Permit> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Limits the number of concurrent requests. An upload beyond that is rejected; a poll takes the next place that becomes free.</summary>
internal sealed class ConcurrencyQueue : PermitQueue
{
    private readonly int _limit;
    private readonly Action _release;
    private int _free;

    public ConcurrencyQueue(int limit, TimeProvider timeProvider)
        : base(maxUploads: 0, TimeSpan.Zero, timeProvider)
    {
        _limit = limit;
        _free = limit;
        _release = Release;
    }

    protected override bool HasFewPermits() => _free < _limit / 4.0;

    protected override Permit? TryTake()
    {
        if (_free == 0)
        {
            return null;
        }

        _free--;
        return Permit.Grant(_release);
    }

    protected override void RequestPermit()
    {
        // Nothing to do: each permit is released by its owner.
    }

    private void Release()
    {
        lock (Lock)
        {
            _free++;
        }

        Serve();
    }
}

/// <summary>Represents the permission to send, or its rejection.</summary>
/// <remarks>It has one owner, who releases it once.</remarks>
internal readonly struct Permit : IDisposable
{
    private readonly Action? _release;

    private Permit(bool isAcquired, TimeSpan? retryAfter, string? reason, Action? release)
    {
        IsAcquired = isAcquired;
        RetryAfter = retryAfter;
        Reason = reason;
        _release = release;
    }

    public bool IsAcquired { get; }

    /// <summary>Gets how long to wait, or <see langword="null"/> if that is unknown.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets why the limiter rejects, or <see langword="null"/> if the queue is full.</summary>
    public string? Reason { get; }

    public static Permit Grant(Action? release = null) => new(isAcquired: true, retryAfter: null, reason: null, release);

    public static Permit Reject(TimeSpan? retryAfter, string? reason = null) => new(isAcquired: false, retryAfter, reason, release: null);

    public void Dispose() => _release?.Invoke();
}
