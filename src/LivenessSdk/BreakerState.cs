using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies whether messages of a registration get through.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BreakerState>))]
public enum BreakerState
{
    /// <summary>All messages get through.</summary>
    Closed = 0,

    /// <summary>One message gets through, to find out whether the vendor is back.</summary>
    HalfOpen,

    /// <summary>No message gets through; checks fail at once, unsent.</summary>
    Open,
}
