using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.ContractTests;

public sealed class ProgenyContractTests : ProviderContract
{
    protected override VendorSimulator Vendor => Simulator.Progeny;

    protected override IReadOnlyCollection<string> Secrets => [Simulator.Progeny.Username, Simulator.Progeny.Password];

    protected override bool AcceptsContinuation => true;

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
        builder.AddProvider(Name, ProgenyProvider.Descriptor, options =>
        {
            options.Endpoint = Simulator.Progeny.Endpoint;
            options.Username = Simulator.Progeny.Username;
            options.Password = Simulator.Progeny.Password;
            configure(options);
        });
}
