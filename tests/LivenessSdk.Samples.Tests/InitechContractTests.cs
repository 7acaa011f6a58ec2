using CustomProvider;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Samples.Tests;

/// <summary>Holds the sixth vendor, of samples/CustomProvider, to what the five built-in ones promise.</summary>
public sealed class InitechContractTests : ProviderContract
{
    private readonly InitechSimulator _initech = new();

    protected override VendorSimulator Vendor => _initech;

    protected override IReadOnlyCollection<string> Secrets => [_initech.ApiKey];

    protected override IReadOnlyList<VendorSimulator> AdditionalVendors => [_initech];

    protected override bool AcceptsContinuation => true;

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
        builder.AddProvider(Name, InitechProvider.Descriptor, options =>
        {
            options.Endpoint = _initech.Endpoint;
            options.ApiKey = _initech.ApiKey;
            configure(options);
        });
}
