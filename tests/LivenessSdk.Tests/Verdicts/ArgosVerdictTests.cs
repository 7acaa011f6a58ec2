using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Verdicts;

public sealed class ArgosVerdictTests(ITestOutputHelper output) : VendorVerdictTests("Argos", output)
{
    protected override IReadOnlyList<string> Values => ["1009", "1016", "1017", "\"1003\""];

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) => builder.AddArgos(Name, options =>
    {
        options.ApiKey = "any";
        configure(options);
    });

    protected override CheckOutcomes Permit(RecordedResponse response) => ArgosOracle.Permit(response);
}
