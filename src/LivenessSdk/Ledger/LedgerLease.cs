namespace LivenessSdk;

/// <summary>Represents the time for which this process may act on its claim, by its own monotonic clock. It is over before the database's.</summary>
internal sealed class LedgerLease : IDisposable
{
    private readonly LedgerLeases _leases;
    private long _extended;

    public LedgerLease(LedgerLeases leases, LedgerClaim claim, long extended)
    {
        _leases = leases;
        _extended = extended;
        Claim = claim;
    }

    public LedgerClaim Claim { get; }

    /// <summary>Gets a value indicating whether others may own the entry by now.</summary>
    public bool IsOver => _leases.TimeProvider.GetElapsedTime(Volatile.Read(ref _extended)) >= _leases.Duration;

    /// <summary>Extends the lease.</summary>
    /// <param name="timestamp">A time before the ledger was asked for it.</param>
    public void Extend(long timestamp) => Volatile.Write(ref _extended, Math.Max(timestamp, Volatile.Read(ref _extended)));

    /// <summary>Ends the renewal: an entry whose check ended without being stored expires.</summary>
    public void Dispose() => _leases.Remove(this);
}
