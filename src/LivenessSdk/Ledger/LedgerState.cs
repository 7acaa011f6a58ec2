using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies what a ledger knows about a key. Members may be added in later versions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerState>))]
public enum LedgerState
{
    /// <summary>Nothing was sent that may have been processed; the key is free.</summary>
    Released = 0,

    /// <summary>An owner prepares the check. Nothing was sent.</summary>
    Claimed = 1,

    /// <summary>The owner sent the photo, or is about to, and its lease is not over.</summary>
    Dispatched = 2,

    /// <summary>The vendor answered.</summary>
    Answered = 3,

    /// <summary>The check failed after the vendor may have processed the photo.</summary>
    Failed = 4,

    /// <summary>The entry was erased on request. Only a hash of the key is left.</summary>
    Erased = 5,

    /// <summary>The photo may have been sent, and nobody works on the check. It can be continued if there is a continuation token. Never stored: a late answer still ends it.</summary>
    Unknown = 6,
}
