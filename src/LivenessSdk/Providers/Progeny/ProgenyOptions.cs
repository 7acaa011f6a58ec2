using System.Diagnostics;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the options of a Progeny client.</summary>
/// <remarks>Progeny: https://docs.progeny.tech/our-api/overview</remarks>
public sealed class ProgenyOptions : LivenessProviderOptions
{
    /// <summary>Initializes a new instance of the <see cref="ProgenyOptions"/> class with the defaults of Progeny.</summary>
    public ProgenyOptions()
    {
        IndependenceGroup = "ID R&D"; // Its scores and codes are those of that company's engine, which Argos uses too.
    }

    /// <summary>Gets or sets the name of the Progeny account, sent to obtain access tokens.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string Username { get; set; } = "";

    /// <summary>Gets or sets the password of the Progeny account, sent to obtain access tokens.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string Password { get; set; } = "";

    /// <inheritdoc />
    protected override IEnumerable<string> Validate() =>
    [
        .. CheckCredential(nameof(Username), Username, inHeader: false),
        .. CheckCredential(nameof(Password), Password, inHeader: false),
    ];
}
