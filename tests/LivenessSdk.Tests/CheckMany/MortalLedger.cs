namespace LivenessSdk.Tests.CheckMany;

/// <summary>Represents a ledger that outlives its runs. It can take no more calls from one on, as if the process had been killed at that one.</summary>
internal sealed class MortalLedger(CheckLedger ledger) : CheckLedger(ledger.Options)
{
    private long _calls;

    /// <summary>Gets or sets the number of calls after which it dies; <see langword="null"/> for never.</summary>
    public long? DiesAfter { get; set; }

    /// <summary>Gets or sets what happens at the first call that comes too late.</summary>
    public Action Dying { get; set; } = () => { };

    public long Calls => _calls;

    public void Revive()
    {
        _calls = 0;
        DiesAfter = null;
    }

    public override Task<LedgerEntry> ClaimAsync(LedgerClaim claim, CancellationToken cancellationToken) => TryAsync(() => ledger.ClaimAsync(claim, cancellationToken));

    public override Task<bool> DispatchAsync(LedgerClaim claim, CancellationToken cancellationToken) => TryAsync(() => ledger.DispatchAsync(claim, cancellationToken));

    public override Task<bool> StoreTokenAsync(LedgerClaim claim, string continuationToken, CancellationToken cancellationToken) =>
        TryAsync(() => ledger.StoreTokenAsync(claim, continuationToken, cancellationToken));

    public override Task<bool> CompleteAsync(LedgerClaim claim, LedgerOutcome outcome, CancellationToken cancellationToken) =>
        TryAsync(() => ledger.CompleteAsync(claim, outcome, cancellationToken));

    public override Task<bool> SuspendAsync(LedgerClaim claim, CancellationToken cancellationToken) => TryAsync(() => ledger.SuspendAsync(claim, cancellationToken));

    public override Task<bool> ReleaseAsync(LedgerClaim claim, CancellationToken cancellationToken) => TryAsync(() => ledger.ReleaseAsync(claim, cancellationToken));

    public override Task<IReadOnlyCollection<Guid>> RenewAsync(IReadOnlyCollection<LedgerClaim> claims, CancellationToken cancellationToken) =>
        TryAsync(() => ledger.RenewAsync(claims, cancellationToken));

    public override Task<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) => ledger.FindAsync(key, cancellationToken);

    public override IAsyncEnumerable<LedgerEntry> ListAsync(LedgerFilter? filter = null, CancellationToken cancellationToken = default) =>
        ledger.ListAsync(filter, cancellationToken);

    public override Task<bool> SettleAsync(LedgerKey key, LedgerSettlement settlement, CancellationToken cancellationToken = default) =>
        ledger.SettleAsync(key, settlement, cancellationToken);

    public override Task<int> EraseAsync(string idempotencyKey, CancellationToken cancellationToken = default) => ledger.EraseAsync(idempotencyKey, cancellationToken);

    public override Task<long> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default) => ledger.PurgeAsync(age, cancellationToken);

    public override Task<IReadOnlyList<LedgerTotal>> SummarizeAsync(CancellationToken cancellationToken = default) => ledger.SummarizeAsync(cancellationToken);

    private Task<T> TryAsync<T>(Func<Task<T>> run)
    {
        long call = Interlocked.Increment(ref _calls);
        if (DiesAfter is not { } last || call <= last)
        {
            return run();
        }

        if (call == last + 1)
        {
            Dying();
        }

        return Task.FromException<T>(new IOException("The process was killed."));
    }
}
