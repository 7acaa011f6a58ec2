using LivenessSdk;
using LivenessSdk.Providers;

namespace CustomProvider;

public sealed class InitechOptions : LivenessProviderOptions
{
    public string ApiKey { get; set; } = "";

    protected override IEnumerable<string> Validate() =>
        Endpoint is null ? [.. CheckCredential(nameof(ApiKey), ApiKey), "Endpoint is missing."] : CheckCredential(nameof(ApiKey), ApiKey);
}
