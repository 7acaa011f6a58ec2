using LivenessSdk;
using LivenessSdk.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that add a worker, which consumes checks from RabbitMQ.</summary>
public static class LivenessWorkerServiceCollectionExtensions
{
    /// <summary>Adds a worker whose options come from a configuration section.</summary>
    /// <remarks>The clients come from <c>AddLiveness</c>, and the ledger from <see cref="LivenessBuilder.UseLedger"/>. With an unknown key or an invalid option, the application does not start.</remarks>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The section, by convention "Liveness:Worker".</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddLivenessWorker(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        return services.AddLivenessWorker(options => configuration.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true));
    }

    /// <summary>Adds a worker.</summary>
    /// <remarks>If you call this method again, it configures the same worker.</remarks>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddLivenessWorker(this IServiceCollection services, Action<LivenessWorkerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddLogging();
        services.AddMetrics();
        if (!services.Any(service => service.ServiceType == typeof(CheckHandler)))
        {
            services.AddHealthChecks().AddCheck<WorkerHealthCheck>(LivenessWorkerDiagnostics.HealthCheckName); // A name may be registered once.
        }

        services.TryAddSingleton<WorkerState>();
        services.TryAddSingleton<PhotoLoader>();
        services.TryAddSingleton<CheckHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LivenessWorkerOptions>, LivenessWorkerOptionsValidator>());
        services.AddOptions<LivenessWorkerOptions>().Configure(configure).ValidateOnStart();
        services.AddHostedService<CheckWorker>();
        return services;
    }
}
