using System.Text.Json.Serialization;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Specifies the state of a check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckState>))]
internal enum CheckState
{
    /// <summary>The photos were sent to the vendor.</summary>
    Checking,

    /// <summary>The vendor is still working on a paid check, and no request is waiting for it.</summary>
    Pending,

    /// <summary>There is a result.</summary>
    Answered,

    /// <summary>There is no result, and the vendor may have processed the photos.</summary>
    Unknown,

    /// <summary>The vendor cannot read a photo.</summary>
    InvalidPhoto,
}
