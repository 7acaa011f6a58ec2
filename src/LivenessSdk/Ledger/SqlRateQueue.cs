using System.Threading.RateLimiting;

namespace LivenessSdk;

/// <summary>Represents the callers of a shared limit, which are served in their order: from the reserved permits, otherwise by a reservation.</summary>
internal sealed class SqlRateQueue : IDisposable
{
    private readonly object _lock = new();
    private readonly LinkedList<SqlRateWaiter> _waiters = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SqlRateSource _source;
    private readonly SqlRatePermits _permits;
    private readonly TimeSpan _longestWait;
    private readonly int _burst;
    private TimeSpan _nextFree;
    private TimeSpan _lastUse;
    private long _granted;
    private long _rejected;
    private int _queued;
    private bool _isServing;
    private bool _isDisposed;

    public SqlRateQueue(SqlRateSource source, SqlRatePermits permits, RateLimitOptions options)
    {
        _source = source;
        _permits = permits;
        _longestWait = options.QueueTimeout;
        _burst = options.Burst;
    }

    public TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count == 0 ? _source.Now - _lastUse : null;
            }
        }
    }

    public RateLimiterStatistics GetStatistics()
    {
        lock (_lock)
        {
            double free = 1 - Math.Clamp((_nextFree - _source.Now).TotalSeconds, 0, 1);
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = (long)(free * _source.PermitsPerSecond),
                CurrentQueuedCount = _queued,
                TotalSuccessfulLeases = _granted,
                TotalFailedLeases = _rejected,
            };
        }
    }

    /// <summary>Grants permits that are reserved and due, without the database.</summary>
    public RateLimitLease AttemptAcquire(int permitCount)
    {
        lock (_lock)
        {
            return Begin(permitCount) ?? Reject(SqlRateLease.Reject((_permits.FindNext(_lastUse) ?? _nextFree) - _lastUse));
        }
    }

    public ValueTask<RateLimitLease> AcquireAsync(int permitCount, CancellationToken cancellationToken)
    {
        LinkedListNode<SqlRateWaiter> node;
        bool isServing;
        lock (_lock)
        {
            if (Begin(permitCount) is { } lease)
            {
                return new(lease);
            }

            double ahead = (_queued + permitCount - _burst) / _source.PermitsPerSecond;
            if (ahead > _longestWait.TotalSeconds)
            {
                return new(Reject(SqlRateLease.Reject(TimeSpan.FromSeconds(ahead) - _longestWait)));
            }

            node = _waiters.AddLast(new SqlRateWaiter(permitCount, _lastUse));
            _queued += permitCount;
            isServing = _isServing;
            _isServing = true;
        }

        if (!isServing)
        {
            _ = ServeAsync();
        }

        return WaitAsync(node, cancellationToken);
    }

    /// <summary>Rejects all who wait, and ends the query that runs.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        EndAll(left => left.Complete(Reject(SqlRateLease.Reject(TimeSpan.Zero, "the rate limiter was disposed"))));
        _end.Cancel();
    }

    /// <summary>Grants what needs neither a wait nor the database. The lock is held.</summary>
    private SqlRateLease? Begin(int permitCount)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (permitCount > _burst)
        {
            throw new ArgumentOutOfRangeException(nameof(permitCount), permitCount, $"At most {_burst} permits, the limit's burst, can be granted at once.");
        }

        _lastUse = _source.Now;
        return permitCount == 0 || (permitCount == 1 && _waiters.Count == 0 && _permits.TryTake(_lastUse)) ? Grant() : null;
    }

    private SqlRateLease Grant()
    {
        _granted++;
        return SqlRateLease.Acquired;
    }

    private SqlRateLease Reject(SqlRateLease lease)
    {
        _rejected++;
        return lease;
    }

    private async ValueTask<RateLimitLease> WaitAsync(LinkedListNode<SqlRateWaiter> node, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                (SqlRateQueue queue, LinkedListNode<SqlRateWaiter> node) = ((SqlRateQueue, LinkedListNode<SqlRateWaiter>))state!;
                queue.Cancel(node, token);
            },
            (this, node));
        await using (registration.ConfigureAwait(false))
        {
            return await node.Value.Lease.ConfigureAwait(false);
        }
    }

    private void Cancel(LinkedListNode<SqlRateWaiter> node, CancellationToken token)
    {
        lock (_lock)
        {
            if (node.List is not null)
            {
                Remove(node);
                node.Value.Cancel(token);
            }
        }
    }

    private void Remove(LinkedListNode<SqlRateWaiter> node)
    {
        _queued -= node.Value.Permits;
        _waiters.Remove(node);
    }

    /// <summary>Serves callers in their order until nobody waits. It belongs to none of them, so a permit whose caller left goes to the next.</summary>
    private async Task ServeAsync()
    {
        while (FindFirst() is { } waiter)
        {
            try
            {
                if (waiter.Permits == 1)
                {
                    await ServeOneAsync(waiter).ConfigureAwait(false);
                }
                else
                {
                    await ServeSeveralAsync(waiter).ConfigureAwait(false);
                }
            }
            catch (Exception e)
            {
                EndAll(left => left.Fail(e));
            }
        }
    }

    private SqlRateWaiter? FindFirst()
    {
        lock (_lock)
        {
            _isServing = _waiters.First is not null;
            return _waiters.First?.Value;
        }
    }

    private async ValueTask ServeOneAsync(SqlRateWaiter waiter)
    {
        TimeSpan? due;
        lock (_lock)
        {
            TimeSpan now = _source.Now;
            due = _permits.FindNext(now);
            if (due <= now)
            {
                if (_waiters.First is { } first && first.Value == waiter && _permits.TryTake(now))
                {
                    Remove(first);
                    waiter.Complete(Grant());
                }

                return;
            }
        }

        if (due is { } time)
        {
            await _source.WaitUntilAsync(time, _end.Token).ConfigureAwait(false);
        }
        else if (await ReserveAsync(waiter).ConfigureAwait(false) is { } reservation)
        {
            lock (_lock)
            {
                _permits.Add(reservation, _source.Now);
            }
        }
    }

    /// <summary>Grants several permits at once, when the last of them is due; none of them comes from a batch.</summary>
    private async ValueTask ServeSeveralAsync(SqlRateWaiter waiter)
    {
        if (await ReserveAsync(waiter).ConfigureAwait(false) is not { } reservation)
        {
            return;
        }

        TimeSpan due = _source.Now + reservation.Wait + ((waiter.Permits - 1) * reservation.Spacing);
        while (_source.Now < due && !_end.IsCancellationRequested)
        {
            await _source.WaitUntilAsync(due, _end.Token).ConfigureAwait(false);
        }

        lock (_lock)
        {
            if (_waiters.First is { } first && first.Value == waiter)
            {
                Remove(first);
                waiter.Complete(Grant());
            }
        }
    }

    /// <summary>Reserves permits, or rejects all who wait, since those behind the first would wait even longer.</summary>
    private async ValueTask<SqlRateReservation?> ReserveAsync(SqlRateWaiter waiter)
    {
        TimeSpan left = _longestWait - (_source.Now - waiter.Since);
        TimeSpan untilLast = TimeSpan.FromSeconds((waiter.Permits - 1) / _source.PermitsPerSecond);
        int batch = waiter.Permits;
        lock (_lock)
        {
            batch = batch == 1 ? _permits.NextBatch() : batch;
        }

        TimeSpan asked = _source.Now;
        SqlRateReservation reservation = await _source.ReserveAsync(
            waiter.Permits, batch, (left > TimeSpan.Zero ? left : TimeSpan.Zero) - untilLast, _end.Token).ConfigureAwait(false);
        lock (_lock)
        {
            _permits.RoundTrip = _source.Now - asked;
            _nextFree = _source.Now + reservation.RetryAfter + reservation.Wait + (reservation.Count * reservation.Spacing);
        }

        if (reservation.Count > 0)
        {
            return reservation;
        }

        EndAll(rejected => rejected.Complete(Reject(SqlRateLease.Reject(reservation.RetryAfter, reservation.Reason))));
        return null;
    }

    private void EndAll(Action<SqlRateWaiter> end)
    {
        lock (_lock)
        {
            while (_waiters.First is { } first)
            {
                Remove(first);
                end(first.Value);
            }
        }
    }
}
