using System.Diagnostics.Metrics;
using LivenessSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that add liveness clients to a container.</summary>
public static class LivenessServiceCollectionExtensions
{
    /// <summary>Adds liveness clients to the services. It can be called several times.</summary>
    /// <param name="services">The services to add to.</param>
    /// <returns>A builder to register vendors and compositions with.</returns>
    public static LivenessBuilder AddLiveness(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        return new LivenessBuilder(services, FindRegistrations(services) ?? AddShared(services));
    }

    /// <summary>Registers every client that a configuration section names.</summary>
    /// <remarks>
    /// The section contains <c>Providers</c>, a child for each client with the vendor's options and the key <c>Vendor</c>, which may be
    /// left out where the client is named after its vendor; <c>Compositions</c> (optional), a child for each composition with its options and
    /// the key <c>Kind</c>; and <c>Default</c> (optional), the name behind the unkeyed client. Names are lower-cased. Options and
    /// rules follow changes of the configuration. Errors in the section fail the start with an
    /// <see cref="OptionsValidationException"/> that lists every problem on a line of its own.
    /// </remarks>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The section, conventionally "Liveness".</param>
    /// <param name="configureVendors">Registers vendors of third parties, or <see langword="null"/> for the built-in ones only.</param>
    public static LivenessBuilder AddLiveness(
        this IServiceCollection services, IConfiguration configuration, Action<LivenessVendors>? configureVendors = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        LivenessBuilder builder = services.AddLiveness();
        LivenessVendors vendors = new();
        configureVendors?.Invoke(vendors);
        new LivenessConfiguration(configuration, vendors, builder).Register();
        return builder;
    }

    private static LivenessRegistrations? FindRegistrations(IServiceCollection services)
    {
        foreach (ServiceDescriptor service in services)
        {
            if (service.ServiceType == typeof(LivenessRegistrations))
            {
                return (LivenessRegistrations?)service.ImplementationInstance;
            }
        }

        return null;
    }

    private static LivenessRegistrations AddShared(IServiceCollection services)
    {
        LivenessRegistrations registrations = new();
        services.AddSingleton(registrations);
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton(provider => new LivenessMetrics(provider.GetRequiredService<IMeterFactory>().Create(
            new MeterOptions(LivenessDiagnostics.MeterName) { Version = LivenessDiagnostics.Version })));
        services.AddSingleton<CompositionRules>();
        services.AddSingleton<RegisteredClients>();
        services.AddSingleton<LivenessClientFactory>(provider => provider.GetRequiredService<RegisteredClients>());
        services.AddSingleton<LivenessHealth, RegisteredHealth>();
        services.AddSingleton<ILivenessWarmup, LivenessWarmup>();

        // Behind the keys of all clients: finds one whose name is written in another case.
        services.AddKeyedSingleton<ILivenessClient>(KeyedService.AnyKey, (provider, key) =>
            key is string name && registrations.Find(name) is not null ? provider.GetRequiredService<LivenessClientFactory>().GetClient(name) : null!);
        services.TryAddSingleton(provider => provider.GetRequiredService<RegisteredClients>().GetDefaultClient());
        services.AddSingleton<IValidateOptions<LivenessStartup>, LivenessRegistrationsValidator>();
        services.AddOptions<LivenessStartup>().ValidateOnStart();
        return registrations;
    }
}
