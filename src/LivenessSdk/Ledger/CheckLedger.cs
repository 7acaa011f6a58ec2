using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace LivenessSdk;

/// <summary>Provides the base of ledgers, which remember under the caller's idempotency key that a photo was sent and the outcome, so that it is paid for once.</summary>
/// <remarks>
/// <para>
/// An entry goes from claimed to dispatched to answered or failed. Every change names the claim that it belongs to
/// (<see cref="LedgerClaim.Id"/>), so that an owner that lost its claim changes nothing. Each method is atomic: another call that runs
/// at the same time, in any process, comes before it or after it. <see cref="ClaimAsync"/> and <see cref="DispatchAsync"/> are
/// durable when they return.
/// </para>
/// <para>
/// An implementation throws whatever its storage throws; nothing is sent then. It never stores more than it is given.
/// <c>CheckLedgerContract</c> in the package LivenessSdk.Testing states what every implementation promises, as tests.
/// </para>
/// </remarks>
public abstract class CheckLedger : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TimeProvider, LedgerLeases> _leases = [];

    /// <summary>Initializes a new instance of the <see cref="CheckLedger"/> class.</summary>
    /// <param name="options">The lease, the retention and the secrets.</param>
    /// <exception cref="ArgumentException">The options are invalid; the message lists every problem.</exception>
    protected CheckLedger(CheckLedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. options.Validate()];
        if (problems.Length > 0)
        {
            throw new ArgumentException($"The options of the ledger are invalid. {string.Join(' ', problems)}", nameof(options));
        }

        Options = options;
        Secrets = [.. options.Secrets.Select(secret => new LedgerHash(secret))];
    }

    /// <summary>Gets the options that the ledger was created with.</summary>
    public CheckLedgerOptions Options { get; }

    /// <summary>Gets the secrets, the one for new entries first.</summary>
    internal IReadOnlyList<LedgerHash> Secrets { get; }

    /// <summary>Claims a key, or takes it over from an owner that is gone.</summary>
    /// <remarks>
    /// The key is free if there is no entry, if the entry was released, or if its owner's lease is over and nothing was sent. With
    /// one of <see cref="LedgerClaim.Fingerprints"/>, the claim also succeeds on a dispatched entry whose lease is over if there is a
    /// continuation token (the entry stays dispatched, and the token is in the returned entry), and, with
    /// <see cref="LedgerClaim.ResendUnknown"/>, on one without a token and on a failed one.
    /// </remarks>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The entry: the caller's own if <see cref="LedgerEntry.ClaimId"/> is the claim's, otherwise the one that prevents the claim.</returns>
    public abstract Task<LedgerEntry> ClaimAsync(LedgerClaim claim, CancellationToken cancellationToken);

    /// <summary>Records that the photo is about to be sent, and renews the lease.</summary>
    /// <param name="claim">The claim, which must still own the entry.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="false"/> if the claim was lost, if the entry is dispatched already or if the key was erased: nothing may be sent.</returns>
    public abstract Task<bool> DispatchAsync(LedgerClaim claim, CancellationToken cancellationToken);

    /// <summary>Stores the token with which anyone can continue the dispatched check, and renews the lease.</summary>
    /// <param name="claim">The claim, which must still own the entry.</param>
    /// <param name="continuationToken">The token.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="false"/> if the claim was lost.</returns>
    /// <exception cref="ArgumentException"><paramref name="continuationToken"/> is null or empty.</exception>
    public abstract Task<bool> StoreTokenAsync(LedgerClaim claim, string continuationToken, CancellationToken cancellationToken);

    /// <summary>Stores the outcome of a dispatched check, also after its lease if nobody took it over.</summary>
    /// <param name="claim">The claim, which must still own the entry.</param>
    /// <param name="outcome">The answer, or the failure that may have been processed.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="false"/> if the claim was lost.</returns>
    public abstract Task<bool> CompleteAsync(LedgerClaim claim, LedgerOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Ends the lease of a dispatched check whose outcome is open: the vendor still works on it, or nobody waits for it any more.</summary>
    /// <param name="claim">The claim, which must still own the entry.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="false"/> if the claim was lost.</returns>
    public abstract Task<bool> SuspendAsync(LedgerClaim claim, CancellationToken cancellationToken);

    /// <summary>Frees the key because the vendor certainly did not process this claim's photo.</summary>
    /// <remarks>If an earlier claim may have been processed, the entry reads as <see cref="LedgerState.Unknown"/> again.</remarks>
    /// <param name="claim">The claim, which must still own the entry.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="false"/> if the claim was lost.</returns>
    public abstract Task<bool> ReleaseAsync(LedgerClaim claim, CancellationToken cancellationToken);

    /// <summary>Renews the leases of the checks in flight.</summary>
    /// <param name="claims">Their claims.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The identifiers of the claims that still own their entry.</returns>
    public abstract Task<IReadOnlyCollection<Guid>> RenewAsync(IReadOnlyCollection<LedgerClaim> claims, CancellationToken cancellationToken);

    /// <summary>Reads one entry.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The entry, or <see langword="null"/> if there is none. An erased entry is found by the key that it had.</returns>
    public abstract Task<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default);

    /// <summary>Reads entries in the order of their keys. An entry that changes meanwhile is read before or after the change.</summary>
    /// <param name="filter">Which entries; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    public abstract IAsyncEnumerable<LedgerEntry> ListAsync(LedgerFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Settles an unknown or failed entry, after someone looked it up at the vendor or decided to pay again.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="settlement">What is known or decided.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="false"/> if there is no such entry, if it is neither unknown nor failed, or if it is settled as <see cref="LedgerSettlement.Processed"/> already.</returns>
    public abstract Task<bool> SettleAsync(LedgerKey key, LedgerSettlement settlement, CancellationToken cancellationToken = default);

    /// <summary>Erases every entry of an idempotency key, in all runs and of all clients. What remains is a keyed hash, so that the photo is not paid for again, and the numbers of billed photos.</summary>
    /// <param name="idempotencyKey">The caller's key.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The number of entries erased. Those in flight are not among them.</returns>
    /// <exception cref="ArgumentException"><paramref name="idempotencyKey"/> is null or empty.</exception>
    public abstract Task<int> EraseAsync(string idempotencyKey, CancellationToken cancellationToken = default);

    /// <summary>Deletes entries whose last change is older than an age, and adds them to the daily totals. Claimed, dispatched and unknown entries stay.</summary>
    /// <param name="age">The age.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The number of entries deleted. Their keys are free.</returns>
    public abstract Task<long> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default);

    /// <summary>Counts checks per day (UTC), client and outcome, deleted ones included.</summary>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    public abstract Task<IReadOnlyList<LedgerTotal>> SummarizeAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates a claim whose hashes are made under the ledger's secrets.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="appendContent">Adds the photos and all that restricts the verdict to a hash; called once for each secret.</param>
    /// <param name="resendUnknown">Whether to take over an entry whose photo may have been processed.</param>
    public LedgerClaim CreateClaim(LedgerKey key, Action<IncrementalHash> appendContent, bool resendUnknown = false)
    {
        ArgumentNullException.ThrowIfNull(appendContent);

        return new LedgerClaim(key, [.. Secrets.Select(secret => secret.OfContent(appendContent))], ErasedKeysOf(key.IdempotencyKey), resendUnknown);
    }

    /// <summary>Gets the leases of the checks in flight that are timed by a clock.</summary>
    internal LedgerLeases LeasesOf(TimeProvider timeProvider) => _leases.GetOrAdd(timeProvider, clock => new LedgerLeases(this, clock));

    /// <summary>Gets the hashes under which a key may have been erased.</summary>
    internal IReadOnlyList<string> ErasedKeysOf(string idempotencyKey) => [.. Secrets.Select(secret => secret.OfErasedKey(idempotencyKey))];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (LedgerLeases leases in _leases.Values)
        {
            leases.Dispose();
        }

        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the resources of the ledger itself.</summary>
    protected virtual ValueTask DisposeAsyncCore() => default;
}
