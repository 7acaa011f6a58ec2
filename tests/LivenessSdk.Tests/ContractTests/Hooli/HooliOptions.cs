namespace LivenessSdk.Tests.ContractTests.Hooli;

internal sealed class HooliOptions : LivenessProviderOptions
{
    public string ApiKey { get; set; } = "";

    public AdapterBug Bug { get; set; }

    protected override IEnumerable<string> Validate() => CheckCredential(nameof(ApiKey), ApiKey);
}
