using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies how a call failed. Members may be added in later versions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LivenessError>))]
public enum LivenessError
{
    /// <summary>The request is invalid for every vendor, the vendor rejected it, or none of the clients that it allows can be asked.</summary>
    InvalidRequest = 0,

    /// <summary>The bytes cannot be read as a photo, by the library or by the vendor.</summary>
    InvalidImage,

    /// <summary>The credentials were rejected, or lack a permission.</summary>
    Unauthorized,

    /// <summary>The account's quota or balance is used up.</summary>
    QuotaExceeded,

    /// <summary>A rate limit was exceeded, the vendor's or the client's own.</summary>
    RateLimited,

    /// <summary>The vendor cannot be reached or cannot work at the moment.</summary>
    Unavailable,

    /// <summary>The time for the check, or for the call, ran out.</summary>
    TimedOut,

    /// <summary>The vendor's response is not one that its contract allows.</summary>
    UnexpectedResponse,

    /// <summary>A check with the same idempotency key is in flight, here or elsewhere. Nothing was sent.</summary>
    InProgress,

    /// <summary>The ledger cannot be reached, so nothing was sent.</summary>
    LedgerUnavailable,

    /// <summary>An earlier check with the same idempotency key may have been processed and billed, but its answer never arrived. Nothing was sent.</summary>
    OutcomeUnknown,

    /// <summary>This client cannot serve the request, for instance its number of photos, a URL, or parameters that restrict the verdict. Another client may. Nothing was sent.</summary>
    Unsupported,

    /// <summary>The photo must be decoded, but libvips is not installed. Nothing was sent.</summary>
    ImageProcessingUnavailable,
}
