using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.ContractTests;

public sealed class VerihubsContractTests : ProviderContract
{
    protected override VendorSimulator Vendor => Simulator.Verihubs;

    protected override IReadOnlyCollection<string> Secrets => [Simulator.Verihubs.AppId, Simulator.Verihubs.ApiKey];

    protected override bool AcceptsUri => true;

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
        builder.AddProvider(Name, VerihubsProvider.Descriptor, options =>
        {
            options.Endpoint = Simulator.Verihubs.Endpoint;
            options.AppId = Simulator.Verihubs.AppId;
            options.ApiKey = Simulator.Verihubs.ApiKey;
            configure(options);
        });
}
