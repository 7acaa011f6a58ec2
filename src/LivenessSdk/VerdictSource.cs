using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies who decided on the verdict. Members may be added in later versions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictSource>))]
public enum VerdictSource
{
    /// <summary>Nobody: there is no verdict.</summary>
    None = 0,

    /// <summary>The vendor decided.</summary>
    Vendor,

    /// <summary>The vendor gave a score only; the client's documented threshold decided.</summary>
    Threshold,

    /// <summary>A consensus of several clients decided.</summary>
    Consensus,
}
