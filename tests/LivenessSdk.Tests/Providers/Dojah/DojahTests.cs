using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Dojah;

/// <summary>Asks the simulated Dojah.</summary>
public abstract class DojahTests : VendorTests<DojahOptions>
{
    protected override VendorSimulator Vendor => Simulator.Dojah;

    protected static Scenario Reply(string liveness, string face = "{}") =>
        Scenario.Response(200, $$$"""{"entity":{"liveness":{{{liveness}}},"face":{{{face}}}}}""");

    protected override void Register(LivenessBuilder builder, Action<DojahOptions> configure) => builder.AddDojah(options =>
    {
        options.AppId = Simulator.Dojah.AppId;
        options.SecretKey = Simulator.Dojah.SecretKey;
        configure(options);
    });
}
