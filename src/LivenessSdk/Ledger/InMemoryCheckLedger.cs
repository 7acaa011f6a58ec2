using System.Runtime.CompilerServices;

namespace LivenessSdk;

/// <summary>Represents a ledger in the memory of this process, for tests and for applications that only need to recognize their own retries. Its entries are lost at a restart.</summary>
public sealed class InMemoryCheckLedger : CheckLedger
{
    private readonly object _lock = new();
    private readonly Dictionary<LedgerKey, LedgerRow> _rows = [];
    private readonly Dictionary<(DateOnly Day, string Client, string Outcome), LedgerTotal> _purged = [];
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="InMemoryCheckLedger"/> class without entries.</summary>
    /// <param name="options">The options, or <see langword="null"/> for the defaults with a random secret.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    public InMemoryCheckLedger(CheckLedgerOptions? options = null, TimeProvider? timeProvider = null)
        : base(options ?? new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("memory") } })
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    private DateTimeOffset Now => _timeProvider.GetUtcNow();

    private DateTimeOffset LeaseEnd => Now + Options.Lease;

    /// <inheritdoc />
    public override Task<LedgerEntry> ClaimAsync(LedgerClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);

        return RunAsync(() => Claim(claim).ToEntry(Now), cancellationToken);
    }

    /// <inheritdoc />
    public override Task<bool> DispatchAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        ChangeAsync(
            claim,
            [LedgerState.Claimed],
            row =>
            {
                row.State = LedgerState.Dispatched;
                row.PossiblyBilled++;
                row.DispatchedAt = Now;
                row.LeaseUntil = LeaseEnd;
            },
            cancellationToken);

    /// <inheritdoc />
    public override Task<bool> StoreTokenAsync(LedgerClaim claim, string continuationToken, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(continuationToken);

        return ChangeAsync(
            claim,
            [LedgerState.Dispatched],
            row =>
            {
                row.Token = continuationToken;
                row.LeaseUntil = LeaseEnd;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public override Task<bool> CompleteAsync(LedgerClaim claim, LedgerOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);

        return ChangeAsync(
            claim,
            [LedgerState.Dispatched],
            row =>
            {
                row.State = outcome.IsAnswer ? LedgerState.Answered : LedgerState.Failed;
                row.Billed += outcome.IsAnswer ? 1 : 0;
                row.PossiblyBilled -= outcome.IsAnswer ? 1 : 0;
                row.Outcome = outcome;
                row.Token = null;
                row.LeaseUntil = null;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public override Task<bool> SuspendAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        ChangeAsync(claim, [LedgerState.Dispatched], row => row.LeaseUntil = null, cancellationToken);

    /// <inheritdoc />
    public override Task<bool> ReleaseAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        ChangeAsync(
            claim,
            [LedgerState.Claimed, LedgerState.Dispatched],
            row =>
            {
                row.PossiblyBilled -= row.State == LedgerState.Dispatched ? 1 : 0;
                row.State = row.Billed + row.PossiblyBilled > 0 ? LedgerState.Dispatched : LedgerState.Released;
                row.Token = null;
                row.LeaseUntil = null;
            },
            cancellationToken);

    /// <inheritdoc />
    public override Task<IReadOnlyCollection<Guid>> RenewAsync(IReadOnlyCollection<LedgerClaim> claims, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);

        return RunAsync<IReadOnlyCollection<Guid>>(() => [.. claims.Where(Renew).Select(claim => claim.Id)], cancellationToken);
    }

    /// <inheritdoc />
    public override Task<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) =>
        RunAsync(() => Find(key, ErasedKeysOf(key.IdempotencyKey))?.ToEntry(Now), cancellationToken);

    /// <inheritdoc />
    public override async IAsyncEnumerable<LedgerEntry> ListAsync(
        LedgerFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LedgerEntry[] entries = await RunAsync<LedgerEntry[]>(() => [.. _rows.Values.Select(row => row.ToEntry(Now))], cancellationToken).ConfigureAwait(false);
        string[] keys = filter?.IdempotencyKey is { } key ? [key, .. ErasedKeysOf(key)] : [];
        foreach (LedgerEntry entry in entries.OrderBy(entry => entry.Key.IdempotencyKey, StringComparer.Ordinal))
        {
            if (filter is null || (filter.Matches(entry) && (keys.Length == 0 || keys.Contains(entry.Key.IdempotencyKey))))
            {
                yield return entry;
                }
        }
    }

    /// <inheritdoc />
    public override Task<bool> SettleAsync(LedgerKey key, LedgerSettlement settlement, CancellationToken cancellationToken = default) =>
        RunAsync(
                () =>
            {
                if (Find(key, []) is not { } row || !row.IsOpen(settlement, Now))
                {
                    return false;
                }

                row.Settle(settlement, Now);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public override Task<int> EraseAsync(string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(idempotencyKey);

        return RunAsync(() => _rows.Values.Where(row => row.Key.IdempotencyKey == idempotencyKey && row.IsErasable(Now)).ToArray().Count(Erase), cancellationToken);
    }

    /// <inheritdoc />
    public override Task<long> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default) =>
        RunAsync(
            () =>
            {
                LedgerRow[] old = [.. _rows.Values.Where(row => row.IsPurgeable && row.ChangedAt < Now - age)];
                foreach (LedgerRow row in old)
                {
                    _rows.Remove(row.Key);
                    row.AddTo(_purged, Now);
                }

                return (long)old.Length;
            },
            cancellationToken);

    /// <inheritdoc />
    public override Task<IReadOnlyList<LedgerTotal>> SummarizeAsync(CancellationToken cancellationToken = default) =>
        RunAsync<IReadOnlyList<LedgerTotal>>(
            () =>
            {
                Dictionary<(DateOnly Day, string Client, string Outcome), LedgerTotal> totals = new(_purged);
                foreach (LedgerRow row in _rows.Values)
                {
                    row.AddTo(totals, Now);
                }

                return [.. totals.Values.OrderBy(total => total.Day).ThenBy(total => total.ClientName, StringComparer.Ordinal).ThenBy(total => total.Outcome, StringComparer.Ordinal)];
            },
            cancellationToken);

    private LedgerRow Claim(LedgerClaim claim)
    {
        LedgerRow? row = Find(claim.Key, claim.ErasedKeys);
        if (row is null)
        {
            row = new LedgerRow(claim.Key, Now);
            _rows.Add(claim.Key, row);
        }
        else if (!row.IsFreeFor(claim, Now))
        {
            return row;
        }

        row.Own(claim, Now, LeaseEnd);
        return row;
    }

    private bool Renew(LedgerClaim claim)
    {
        if (FindOwned(claim) is not { State: LedgerState.Claimed or LedgerState.Dispatched } row)
        {
            return false;
        }

        row.LeaseUntil = LeaseEnd;
        return true;
    }

    /// <summary>Erases a row. One that never was and never may have been billed leaves nothing behind.</summary>
    private bool Erase(LedgerRow row)
    {
        _rows.Remove(row.Key);
        if (row.Billed + row.PossiblyBilled > 0)
        {
            LedgerRow erased = row.ToErased(Secrets[0].OfErasedKey(row.Key.IdempotencyKey), Now);
            _rows[erased.Key] = erased;
        }

        return true;
    }

    private LedgerRow? Find(LedgerKey key, IReadOnlyList<string> erasedKeys) =>
        erasedKeys.Select(erased => _rows.GetValueOrDefault(new LedgerKey(erased, key.Client) { Run = key.Run ?? "" })).FirstOrDefault(row => row?.State == LedgerState.Erased)
        ?? _rows.GetValueOrDefault(key);

    private LedgerRow? FindOwned(LedgerClaim claim) =>
        Find(claim.Key, claim.ErasedKeys) is { } row && row.ClaimId == claim.Id ? row : null;

    private Task<bool> ChangeAsync(LedgerClaim claim, LedgerState[] states, Action<LedgerRow> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);

        return RunAsync(
            () =>
            {
                if (FindOwned(claim) is not { } row || !states.Contains(row.State))
                {
                    return false;
                }

                change(row);
                row.ChangedAt = Now;
                return true;
            },
            cancellationToken);
    }

    private Task<T> RunAsync<T>(Func<T> run, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        lock (_lock)
        {
            return Task.FromResult(run());
        }
    }
}
