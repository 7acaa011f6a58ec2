using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Verdicts;

public sealed class DojahVerdictTests(ITestOutputHelper output) : VendorVerdictTests("Dojah", output)
{
    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) => builder.AddDojah(Name, options =>
    {
        options.AppId = "any";
        options.SecretKey = "any";
        configure(options);
    });

    protected override CheckOutcomes Permit(RecordedResponse response) => DojahOracle.Permit(response);
}
