using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.ContractTests;

public sealed class DojahContractTests : ProviderContract
{
    protected override VendorSimulator Vendor => Simulator.Dojah;

    protected override IReadOnlyCollection<string> Secrets => [Simulator.Dojah.AppId, Simulator.Dojah.SecretKey];

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
        builder.AddProvider(Name, DojahProvider.Descriptor, options =>
        {
            options.Endpoint = Simulator.Dojah.Endpoint;
            options.AppId = Simulator.Dojah.AppId;
            options.SecretKey = Simulator.Dojah.SecretKey;
            configure(options);
        });
}
