namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Represents a ledger whose database is down for the methods that a test names.</summary>
internal sealed class FaultyLedger(CheckLedger ledger) : CheckLedger(ledger.Options)
{
    private int _claims;

    /// <summary>Gets the names of the methods that fail.</summary>
    public HashSet<string> Down { get; } = [];

    /// <summary>Gets or sets how many more claims are answered before the database hangs; <see langword="null"/> for all.</summary>
    public int? ClaimsBeforeHanging { get; set; }

    /// <summary>Gets or sets what happens before the database hangs, once, over a token; <see langword="null"/> if it does not.</summary>
    public Action? BeforeHangingOnToken { get; set; }

    /// <summary>Gets how often a claim was asked for.</summary>
    public int Claims => Volatile.Read(ref _claims);

    public override async Task<LedgerEntry> ClaimAsync(LedgerClaim claim, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _claims);
        if (ClaimsBeforeHanging-- <= 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return await TryAsync(nameof(ClaimAsync), () => ledger.ClaimAsync(claim, cancellationToken));
    }

    public override Task<bool> DispatchAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        TryAsync(nameof(DispatchAsync), () => ledger.DispatchAsync(claim, cancellationToken));

    public override async Task<bool> StoreTokenAsync(LedgerClaim claim, string continuationToken, CancellationToken cancellationToken)
    {
        if (BeforeHangingOnToken is { } before)
        {
            BeforeHangingOnToken = null;
            before();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return await TryAsync(nameof(StoreTokenAsync), () => ledger.StoreTokenAsync(claim, continuationToken, cancellationToken));
    }

    public override Task<bool> CompleteAsync(LedgerClaim claim, LedgerOutcome outcome, CancellationToken cancellationToken) =>
        TryAsync(nameof(CompleteAsync), () => ledger.CompleteAsync(claim, outcome, cancellationToken));

    public override Task<bool> SuspendAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        TryAsync(nameof(SuspendAsync), () => ledger.SuspendAsync(claim, cancellationToken));

    public override Task<bool> ReleaseAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        TryAsync(nameof(ReleaseAsync), () => ledger.ReleaseAsync(claim, cancellationToken));

    public override Task<IReadOnlyCollection<Guid>> RenewAsync(IReadOnlyCollection<LedgerClaim> claims, CancellationToken cancellationToken) =>
        TryAsync(nameof(RenewAsync), () => ledger.RenewAsync(claims, cancellationToken));

    public override Task<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) => ledger.FindAsync(key, cancellationToken);

    public override IAsyncEnumerable<LedgerEntry> ListAsync(LedgerFilter? filter = null, CancellationToken cancellationToken = default) =>
        ledger.ListAsync(filter, cancellationToken);

    public override Task<bool> SettleAsync(LedgerKey key, LedgerSettlement settlement, CancellationToken cancellationToken = default) =>
        ledger.SettleAsync(key, settlement, cancellationToken);

    public override Task<int> EraseAsync(string idempotencyKey, CancellationToken cancellationToken = default) =>
        ledger.EraseAsync(idempotencyKey, cancellationToken);

    public override Task<long> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default) => ledger.PurgeAsync(age, cancellationToken);

    public override Task<IReadOnlyList<LedgerTotal>> SummarizeAsync(CancellationToken cancellationToken = default) => ledger.SummarizeAsync(cancellationToken);

    private Task<T> TryAsync<T>(string method, Func<Task<T>> run) =>
        Down.Contains(method) ? Task.FromException<T>(new IOException("The database is down.")) : run();
}
