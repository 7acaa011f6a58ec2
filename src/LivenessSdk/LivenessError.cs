using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Names how a call failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LivenessError>))]
public enum LivenessError
{
    /// <summary>The request is wrong for every vendor, the vendor rejected it, or the clients that it allows leave nobody to ask.</summary>
    InvalidRequest = 0,

    /// <summary>The bytes cannot be read as a photo, by us or by the vendor.</summary>
    InvalidImage,

    /// <summary>The credentials were refused, or lack a permission.</summary>
    Unauthorized,

    /// <summary>The account's quota or balance is used up.</summary>
    QuotaExceeded,

    /// <summary>Too many calls at once, by the vendor's or by our own limit.</summary>
    RateLimited,

    /// <summary>The vendor cannot be reached or cannot work at the moment.</summary>
    Unavailable,

    /// <summary>The time for the check, or for the call, ran out.</summary>
    TimedOut,

    /// <summary>The vendor answered something that its contract does not allow.</summary>
    UnexpectedResponse,

    /// <summary>A check with the same idempotency key is in flight, here or elsewhere. Nothing was sent.</summary>
    InProgress,

    /// <summary>The ledger cannot be reached, so nothing was sent.</summary>
    LedgerUnavailable,

    /// <summary>An earlier check with the same idempotency key may have been processed and billed, but its answer never arrived. Nothing was sent.</summary>
    OutcomeUnknown,

    /// <summary>This client cannot serve the request, for instance its number of photos, a URL, or parameters that restrict the verdict. Another client may. Nothing was sent.</summary>
    Unsupported,

    /// <summary>The photo has to be decoded, and libvips is not installed to do it. Nothing was sent.</summary>
    ImageProcessingUnavailable,
}
