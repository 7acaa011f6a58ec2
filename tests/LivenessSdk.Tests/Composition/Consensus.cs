using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Composition;

/// <summary>Asks a consensus over vendors.</summary>
internal static class Consensus
{
    public static async Task<LivenessResult> CheckAsync(
        FakeVendor[] vendors, Action<ConsensusOptions>? configure = null, string? transactionId = null, CancellationToken token = default)
    {
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness.AddConsensus("composed", options =>
            {
                options.Clients = [.. vendors.Select(vendor => vendor.Name)];
                configure?.Invoke(options);
            }),
            vendors);
        return await services.GetRequiredKeyedService<ILivenessClient>("composed")
            .CheckAsync(new LivenessRequest(FakeVendor.Photo) { TransactionId = transactionId }, token);
    }
}
