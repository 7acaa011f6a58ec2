using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies whether requests of a client are sent. Members may be added in later versions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BreakerState>))]
public enum BreakerState
{
    /// <summary>All requests are sent.</summary>
    Closed = 0,

    /// <summary>One request is sent, to probe whether the vendor has recovered.</summary>
    HalfOpen,

    /// <summary>No request is sent; checks fail at once.</summary>
    Open,
}
