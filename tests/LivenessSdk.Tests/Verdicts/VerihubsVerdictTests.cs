using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Verdicts;

public sealed class VerihubsVerdictTests(ITestOutputHelper output) : VendorVerdictTests("Verihubs", output)
{
    protected override IReadOnlyList<string> Values =>
        ["\"live\"", "\"Spoof\"", "\"FAIL_ON_1\"", "\"FAIL_ON_2\"", "\"FAIL_ON_16\"", "\"fail on 9\"", "\"INVALID PAYLOAD\"", "\"INVALID_PAYLOAD_IMAGE_SIZE\"", "\"49.9\""];

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) => builder.AddVerihubs(Name, options =>
    {
        options.AppId = "any";
        options.ApiKey = "any";
        configure(options);
    });

    protected override CheckOutcomes Permit(RecordedResponse response) => VerihubsOracle.Permit(response);
}
