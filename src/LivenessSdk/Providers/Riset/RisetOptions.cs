using System.Diagnostics;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the options of a Riset client.</summary>
/// <remarks>Riset: https://risetai.gitbook.io/face-docs. The <see cref="LivenessProviderOptions.Endpoint"/> must be set: see <c>docs/providers/riset.md</c>.</remarks>
public sealed class RisetOptions : LivenessProviderOptions
{
    /// <summary>Gets or sets the client id of the Riset account, sent to obtain access tokens.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string ClientId { get; set; } = "";

    /// <summary>Gets or sets the password of the Riset account, sent to obtain access tokens.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string Password { get; set; } = "";

    /// <summary>Gets or sets the path below the endpoint under which access tokens are obtained.</summary>
    public string TokenPath { get; set; } = "/oauth/client/token";

    /// <summary>Gets or sets the path below the endpoint of the liveness operations; the protocol decides which operation is called.</summary>
    public string ApiPath { get; set; } = "/liveness-api";

    /// <summary>Gets or sets the form of the request.</summary>
    public RisetProtocol Protocol { get; set; }

    /// <summary>Gets or sets a value indicating whether a pose is asked for as "face left", as the documentation of the batch request says, or as "left", as its sample does. The default is true. <see cref="RisetProtocol.MultiImage"/> always says "left".</summary>
    public bool BatchPosePrefix { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether Riset looks for presentation attacks. The default is true. <see cref="RisetParameters.SpoofDetection"/> overrides it.</summary>
    /// <remarks>Without it, live only means that the poses match.</remarks>
    public bool SpoofDetection { get; set; } = true;

    /// <inheritdoc />
    protected override IEnumerable<string> Validate() =>
    [
        .. CheckEndpoint(),
        .. CheckCredential(nameof(ClientId), ClientId, inHeader: false),
        .. CheckCredential(nameof(Password), Password, inHeader: false),
        .. CheckPath(nameof(TokenPath), TokenPath),
        .. CheckPath(nameof(ApiPath), ApiPath),
        .. CheckProtocol(),
    ];

    private static IEnumerable<string> CheckPath(string name, string? path)
    {
        if (string.IsNullOrWhiteSpace(path)
            || path.StartsWith("//", StringComparison.Ordinal)
            || path.AsSpan().ContainsAny('?', '#')
            || !Uri.IsWellFormedUriString(path, UriKind.Relative))
        {
            yield return $"{name} must be a path such as \"/liveness-api\", without host, query or fragment.";
        }
    }

    private IEnumerable<string> CheckEndpoint()
    {
        if (Endpoint is null)
        {
            yield return "Endpoint is missing. Riset's documentation does not state the address of its API, and the library does not guess it: set the https:// address that Riset gave you.";
        }
    }

    private IEnumerable<string> CheckProtocol()
    {
        if (!Enum.IsDefined(Protocol))
        {
            yield return "Protocol must be MultiImage or Batch.";
        }
    }
}
