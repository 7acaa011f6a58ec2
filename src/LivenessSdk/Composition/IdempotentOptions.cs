namespace LivenessSdk;

/// <summary>Represents the options of an idempotent client.</summary>
public sealed class IdempotentOptions
{
    /// <summary>Gets or sets the name of the vendor's client whose checks are remembered.</summary>
    public string Client { get; set; } = "";

    /// <summary>Gets or sets the ledger, or <see langword="null"/> for the one that <see cref="LivenessBuilder.UseLedger"/> registered.</summary>
    public CheckLedger? Ledger { get; set; }

    /// <summary>Gets or sets a value indicating whether requests without <see cref="LivenessRequest.IdempotencyKey"/> are rejected. By default they pass through and are not remembered.</summary>
    public bool RequireKey { get; set; }

    /// <summary>Gets or sets a value indicating whether photos are sent unremembered while the ledger is down. By default nothing is sent then. A repetition during the outage is paid for again.</summary>
    public bool SendWhenLedgerUnavailable { get; set; }
}
