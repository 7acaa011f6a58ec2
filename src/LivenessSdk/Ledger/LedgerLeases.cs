using System.Collections.Concurrent;

namespace LivenessSdk;

/// <summary>Renews the leases of the checks that this process has in flight, and periodically deletes old entries.</summary>
internal sealed class LedgerLeases : IDisposable
{
    private static readonly TimeSpan s_purgeInterval = TimeSpan.FromHours(6);

    private readonly CheckLedger _ledger;
    private readonly ConcurrentDictionary<Guid, LedgerLease> _inFlight = [];
    private readonly object _lock = new();
    private CancellationTokenSource? _loop;
    private long? _purged;

    public LedgerLeases(CheckLedger ledger, TimeProvider timeProvider)
    {
        _ledger = ledger;
        TimeProvider = timeProvider;
    }

    public TimeProvider TimeProvider { get; }

    public TimeSpan Duration => _ledger.Options.Lease;

    /// <summary>Begins to renew a claim.</summary>
    /// <param name="claim">The claim, which owns its entry.</param>
    /// <param name="timestamp">A time before the ledger was asked for it.</param>
    public LedgerLease Add(LedgerClaim claim, long timestamp)
    {
        LedgerLease lease = new(this, claim, timestamp);
        lock (_lock)
        {
            _inFlight[claim.Id] = lease;
            if (_loop is null)
            {
                _loop = new CancellationTokenSource();
                CancellationToken stop = _loop.Token;
                _ = Task.Run(() => RunAsync(stop), CancellationToken.None);
            }
        }

        if (IsPurgeDue())
        {
            _ = Task.Run(() => TryAsync(token => _ledger.PurgeAsync(_ledger.Options.Retention!.Value, token), CancellationToken.None), CancellationToken.None);
        }

        return lease;
    }

    public void Remove(LedgerLease lease)
    {
        lock (_lock)
        {
            _inFlight.TryRemove(lease.Claim.Id, out _);
            if (_inFlight.IsEmpty)
            {
                Stop();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Stop();
        }
    }

    private void Stop()
    {
        _loop?.Cancel();
        _loop?.Dispose();
        _loop = null;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Duration / 3, TimeProvider, stop).ConfigureAwait(false);
                await TryAsync(RenewAsync, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nothing is in flight any more.
        }
    }

    /// <summary>Renews the leases once. While the ledger is down they expire, as intended.</summary>
    private static async Task TryAsync(Func<CancellationToken, Task> run, CancellationToken stop)
    {
        try
        {
            await run(stop).ConfigureAwait(false);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // The next check that needs the ledger reports that it is down.
        }
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        long timestamp = TimeProvider.GetTimestamp();
        IReadOnlyCollection<Guid> renewed = await _ledger.RenewAsync([.. _inFlight.Values.Select(lease => lease.Claim)], stop).ConfigureAwait(false);
        foreach (Guid id in renewed)
        {
            _inFlight.GetValueOrDefault(id)?.Extend(timestamp);
        }
    }

    /// <summary>Determines whether old entries are to be deleted now, and records that.</summary>
    private bool IsPurgeDue()
    {
        lock (_lock)
        {
            bool isDue = _ledger.Options.Retention is not null && (_purged is not { } purged || TimeProvider.GetElapsedTime(purged) >= s_purgeInterval);
            _purged = isDue ? TimeProvider.GetTimestamp() : _purged;
            return isDue;
        }
    }
}
