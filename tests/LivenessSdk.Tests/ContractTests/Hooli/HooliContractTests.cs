using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.ContractTests.Hooli;

/// <summary>Runs the contract on the adapter without a bug; <see cref="BrokenAdapterTests"/> runs it on the adapter with each.</summary>
public class HooliContractTests : ProviderContract
{
    private readonly HooliSimulator _hooli = new();

    internal AdapterBug Bug { get; init; }

    internal HooliSimulator Hooli => _hooli;

    protected override VendorSimulator Vendor => _hooli;

    protected override IReadOnlyCollection<string> Secrets => [_hooli.ApiKey];

    protected override IReadOnlyList<VendorSimulator> AdditionalVendors => [_hooli];

    protected override int MaxFrames => 3;

    protected override bool AcceptsContinuation => true;

    protected override TimeSpan MaxWait => Bug == AdapterBug.IgnoresCancellation ? TimeSpan.FromSeconds(10) : base.MaxWait;

    internal async Task<LivenessException> FailAsync()
    {
        await using ServiceProvider services = Build();
        return await Assert.ThrowsAsync<LivenessException>(() => services.GetRequiredService<ILivenessClient>().CheckAsync(SamplePhoto.ToImage()));
    }

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
        builder.AddProvider(Name, HooliProvider.Descriptor, options =>
        {
            options.Endpoint = _hooli.Endpoint;
            options.ApiKey = _hooli.ApiKey;
            options.Bug = Bug;
            configure(options);
        });
}
