using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Argos;

/// <summary>Asks the simulated Argos.</summary>
public abstract class ArgosTests : VendorTests<ArgosOptions>
{
    protected override VendorSimulator Vendor => Simulator.Argos;

    protected static Scenario Score(string score, string more = "") =>
        Scenario.Response(200, $$$"""{"apiType":"id_live_face","result":{"liveness_score":{{{score}}}},"transactionId":"e0nv"{{{more}}}}""");

    protected override void Register(LivenessBuilder builder, Action<ArgosOptions> configure) => builder.AddArgos(options =>
    {
        options.ApiKey = Simulator.Argos.ApiKey;
        configure(options);
    });
}
