using System.Diagnostics;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the options of a Dojah client.</summary>
/// <remarks>Dojah: https://docs.dojah.io/docs/biometrics/liveness-check</remarks>
public sealed class DojahOptions : LivenessProviderOptions
{
    private static readonly Uri s_production = new("https://api.dojah.io");
    private static readonly Uri s_sandbox = new("https://sandbox.dojah.io");

    /// <summary>Gets or sets the id of the Dojah app, sent as <c>AppId</c>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string AppId { get; set; } = "";

    /// <summary>Gets or sets the private key of the app, sent as <c>Authorization</c> without "Bearer".</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string SecretKey { get; set; } = "";

    /// <summary>Gets or sets the environment that the key belongs to. The default is <see cref="DojahEnvironment.Production"/>.</summary>
    /// <remarks>It chooses the address unless <see cref="LivenessProviderOptions.Endpoint"/> is set. Results from the sandbox say so in <see cref="LivenessResult.Vendor"/>.</remarks>
    public DojahEnvironment Environment { get; set; }

    /// <summary>Gets or sets a value indicating whether age, gender and emotions, which Dojah always returns, are kept on results. The default is false.</summary>
    public bool IncludeDemographics { get; set; }

    internal Uri Address => Endpoint ?? (Environment == DojahEnvironment.Sandbox ? s_sandbox : s_production);

    internal bool IsSandbox => Environment == DojahEnvironment.Sandbox || Address.Host == s_sandbox.Host;

    /// <inheritdoc />
    protected override IEnumerable<string> Validate()
    {
        foreach (string problem in CheckCredential(nameof(AppId), AppId).Concat(CheckCredential(nameof(SecretKey), SecretKey)))
        {
            yield return problem;
        }

        if (!Enum.IsDefined(Environment))
        {
            yield return $"{nameof(Environment)} must be {nameof(DojahEnvironment.Production)} or {nameof(DojahEnvironment.Sandbox)}.";
        }
    }
}
