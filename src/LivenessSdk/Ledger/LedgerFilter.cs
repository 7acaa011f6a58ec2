namespace LivenessSdk;

/// <summary>Specifies which entries of a ledger to list.</summary>
public sealed class LedgerFilter
{
    /// <summary>Gets the idempotency key, or <see langword="null"/> for any.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Gets the state, or <see langword="null"/> for any.</summary>
    public LedgerState? State { get; init; }

    internal bool Matches(LedgerEntry entry) => State is null || entry.State == State;
}
