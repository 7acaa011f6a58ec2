namespace LivenessSdk;

/// <summary>Represents what a ledger knows about one key, at the time of reading.</summary>
public sealed class LedgerEntry
{
    /// <summary>Gets the key. If the entry was erased, its idempotency key is a hash.</summary>
    public required LedgerKey Key { get; init; }

    /// <summary>Gets the state.</summary>
    public required LedgerState State { get; init; }

    /// <summary>Gets the identifier of the last claim.</summary>
    public Guid ClaimId { get; init; }

    /// <summary>Gets the hash of the photos and of all that restricts the verdict.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Gets how long the owner's lease still lasts, or <see langword="null"/> if it is over or there is none.</summary>
    public TimeSpan? LeaseRemaining { get; init; }

    /// <summary>Gets the token with which the check can be continued, or <see langword="null"/> if there is none.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Gets the answer or the failure, or <see langword="null"/> if there is none.</summary>
    public LedgerOutcome? Outcome { get; init; }

    /// <summary>Gets the number of times the photo was certainly billed: 0 or 1.</summary>
    public int Billed { get; init; }

    /// <summary>Gets the number of times the photo was sent and may have been billed, besides <see cref="Billed"/>.</summary>
    public int PossiblyBilled { get; init; }

    /// <summary>Gets when the key was first claimed.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the photo was last about to be sent, or <see langword="null"/> if it never was.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>Gets when the entry last changed. Renewed leases do not count.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Returns the key and the state.</summary>
    public override string ToString() => $"{Key}: {State}";

    /// <summary>Derives the state that readers see from the stored one.</summary>
    internal static LedgerState Derive(LedgerState stored, bool isLeased, bool mayHaveBeenBilled) =>
        stored switch
        {
            LedgerState.Claimed when !isLeased => mayHaveBeenBilled ? LedgerState.Unknown : LedgerState.Released,
            LedgerState.Dispatched when !isLeased => LedgerState.Unknown,
            _ => stored,
        };
}
