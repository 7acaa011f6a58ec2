using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.ContractTests;

public sealed class RisetContractTests : ProviderContract
{
    protected override VendorSimulator Vendor => Simulator.Riset;

    protected override IReadOnlyCollection<string> Secrets => [Simulator.Riset.ClientId, Simulator.Riset.Password];

    protected override int MaxFrames => 8;

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
        builder.AddProvider(Name, RisetProvider.Descriptor, options =>
        {
            options.Endpoint = Simulator.Riset.Endpoint;
            options.ClientId = Simulator.Riset.ClientId;
            options.Password = Simulator.Riset.Password;
            configure(options);
        });
}
