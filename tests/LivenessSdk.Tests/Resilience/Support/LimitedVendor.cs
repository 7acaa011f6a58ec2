using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Builds a client whose requests are held back by a limit.</summary>
internal static class LimitedVendor
{
    public static ServiceProvider Build(
        ManualTimeProvider clock, StubNetwork network, Action<RateLimitOptions> configure, Action<PlainOptions>? more = null, RateLimiter? plugged = null) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = new Uri("https://vendor.example/");
                configure(options.Resilience.RateLimit);
                more?.Invoke(options);
            },
            clock,
            network,
            after: builder => _ = plugged is null ? builder : builder.UseRateLimiter(PlainVendor.Name, _ => plugged));

    /// <summary>Waits until other threads have brought something about.</summary>
    public static async Task UntilAsync(Func<bool> isReached)
    {
        while (!isReached())
        {
            await Task.Yield();
        }
    }
}
