using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies who turned the evidence into a verdict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictSource>))]
public enum VerdictSource
{
    /// <summary>Nobody: there is no verdict.</summary>
    None = 0,

    /// <summary>The vendor decided.</summary>
    Vendor,

    /// <summary>The vendor gave a score only; the registration's documented threshold decided.</summary>
    Threshold,

    /// <summary>A consensus of several clients decided.</summary>
    Consensus,
}
