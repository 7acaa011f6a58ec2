using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Verihubs;

/// <summary>Asks the simulated Verihubs.</summary>
public abstract class VerihubsTests : VendorTests<VerihubsOptions>
{
    protected const string Live = """{"status":true,"probability":"99.87"}""";

    protected override VendorSimulator Vendor => Simulator.Verihubs;

    /// <summary>Makes a reply from what stands in <c>liveness</c> and, if anything, beside it.</summary>
    protected static Scenario Reply(string liveness, string more = "") =>
        Scenario.Response(200, $$"""{"liveness":{{liveness}}{{(more.Length == 0 ? "" : ",")}}{{more}}}""");

    protected override void Register(LivenessBuilder builder, Action<VerihubsOptions> configure) => builder.AddVerihubs(options =>
    {
        options.AppId = Simulator.Verihubs.AppId;
        options.ApiKey = Simulator.Verihubs.ApiKey;
        configure(options);
    });
}
