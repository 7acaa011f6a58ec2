using System.Text.Json.Serialization;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Specifies how far a check is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckState>))]
internal enum CheckState
{
    /// <summary>The photos are with the vendor.</summary>
    Checking,

    /// <summary>The vendor still works on a paid check, and nobody waits for it.</summary>
    Pending,

    /// <summary>There is a result.</summary>
    Answered,

    /// <summary>There is no result, and the vendor may have done the work.</summary>
    Unknown,

    /// <summary>The vendor cannot read a photo.</summary>
    InvalidPhoto,
}
