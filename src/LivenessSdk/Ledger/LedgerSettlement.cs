namespace LivenessSdk;

/// <summary>Specifies how to settle an entry whose photo may have been processed. Members may be added in later versions.</summary>
public enum LedgerSettlement
{
    /// <summary>The vendor processed and billed the photo; its answer is lost. The key stays taken.</summary>
    Processed = 0,

    /// <summary>The vendor did not process the photo. The key is free.</summary>
    NotProcessed,

    /// <summary>Nobody knows, and the photo may be sent and paid for again. The key is free.</summary>
    Resend,
}
