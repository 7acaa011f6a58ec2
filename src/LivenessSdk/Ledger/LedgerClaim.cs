namespace LivenessSdk;

/// <summary>Represents one attempt to own an entry of a ledger. It is the fence: each attempt has a new identifier.</summary>
public sealed class LedgerClaim
{
    /// <summary>Initializes a new instance of the <see cref="LedgerClaim"/> class.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="fingerprints">The hashes of the photos and of all that restricts the verdict: the one to store first, then those of older secrets.</param>
    /// <param name="erasedKeys">The hashes under which the key may have been erased.</param>
    /// <param name="resendUnknown">Whether to take over an entry whose photo may have been processed.</param>
    /// <exception cref="ArgumentException"><paramref name="fingerprints"/> is empty.</exception>
    public LedgerClaim(LedgerKey key, IReadOnlyList<string> fingerprints, IReadOnlyList<string> erasedKeys, bool resendUnknown = false)
    {
        ArgumentNullException.ThrowIfNull(fingerprints);
        ArgumentNullException.ThrowIfNull(erasedKeys);
        if (fingerprints.Count == 0)
        {
            throw new ArgumentException("A claim needs at least one fingerprint.", nameof(fingerprints));
        }

        Key = key;
        Fingerprints = fingerprints;
        ErasedKeys = erasedKeys;
        ResendUnknown = resendUnknown;
    }

    /// <summary>Gets the identifier of the claim.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Gets the entry's key.</summary>
    public LedgerKey Key { get; }

    /// <summary>Gets the hashes of the photos and of all that restricts the verdict: the one to store first, then those of older secrets.</summary>
    public IReadOnlyList<string> Fingerprints { get; }

    /// <summary>Gets the hashes under which the key may have been erased.</summary>
    public IReadOnlyList<string> ErasedKeys { get; }

    /// <summary>Gets a value indicating whether to take over an entry whose photo may have been processed.</summary>
    public bool ResendUnknown { get; }

    /// <summary>Returns the key.</summary>
    public override string ToString() => Key.ToString();
}
