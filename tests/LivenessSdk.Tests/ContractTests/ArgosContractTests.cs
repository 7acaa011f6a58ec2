using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.ContractTests;

public sealed class ArgosContractTests : ProviderContract
{
    protected override VendorSimulator Vendor => Simulator.Argos;

    protected override IReadOnlyCollection<string> Secrets => [Simulator.Argos.ApiKey];

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
        builder.AddProvider(Name, ArgosProvider.Descriptor, options =>
        {
            options.Endpoint = Simulator.Argos.Endpoint;
            options.ApiKey = Simulator.Argos.ApiKey;
            configure(options);
        });
}
