using LivenessSdk;
using Microsoft.Extensions.DependencyInjection;

namespace KeyedServices;

/// <summary>Uses the default client for small amounts, and a stricter client, by its name, for large ones.</summary>
internal sealed class Payments(ILivenessClient everyday, [FromKeyedServices("large-payments")] ILivenessClient strict)
{
    private const decimal LargeAmount = 1000;

    public Task<LivenessResult> CheckPayerAsync(LivenessImage selfie, decimal amount, CancellationToken cancellationToken = default) =>
        (amount < LargeAmount ? everyday : strict).CheckAsync(selfie, cancellationToken);
}
