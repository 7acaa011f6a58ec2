using LivenessSdk;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a health check of liveness clients.</summary>
public static class LivenessHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check that reports the clients that cannot work at the moment. It asks no vendor: it reads the circuit breakers.</summary>
    /// <remarks>Use it for alerts and dashboards. A vendor that fails is no reason to restart the application.</remarks>
    /// <param name="builder">The builder to add to; the services need <c>AddLiveness()</c> too.</param>
    /// <param name="name">The name of the health check.</param>
    /// <param name="failureStatus">What is reported while a client cannot work.</param>
    /// <param name="tags">Tags to filter health checks by, or <see langword="null"/> if there are none.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddLiveness(
        this IHealthChecksBuilder builder,
        string name = "liveness",
        HealthStatus failureStatus = HealthStatus.Degraded,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);

        return builder.Add(new HealthCheckRegistration(
            name, services => new LivenessHealthCheck(services.GetRequiredService<LivenessHealth>()), failureStatus, tags));
    }
}
