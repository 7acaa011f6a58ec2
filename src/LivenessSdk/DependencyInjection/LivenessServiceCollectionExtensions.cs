using LivenessSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds liveness clients to a container.</summary>
public static class LivenessServiceCollectionExtensions
{
    /// <summary>Begins the registration of liveness clients; may be called several times.</summary>
    /// <param name="services">The services to add to.</param>
    /// <returns>A builder to register vendors and compositions with.</returns>
    public static LivenessBuilder AddLiveness(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        return new LivenessBuilder(services, FindRegistrations(services) ?? AddShared(services));
    }

    /// <summary>Registers every provider that a configuration section names.</summary>
    /// <remarks>
    /// The section holds <c>Default</c> (optional, the name behind the unkeyed client) and <c>Providers</c>: a child per
    /// registration, with the key <c>Vendor</c> and the vendor's options. Options follow changes of the configuration.
    /// </remarks>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The section, by custom "Liveness".</param>
    /// <param name="configureVendors">Makes the vendors of third parties known; null for the built-in ones only.</param>
    /// <exception cref="OptionsValidationException">The section is not of that form; the message lists every fault.</exception>
    public static LivenessBuilder AddLiveness(
        this IServiceCollection services, IConfiguration configuration, Action<LivenessVendors>? configureVendors = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        LivenessBuilder builder = services.AddLiveness();
        LivenessVendors vendors = new();
        configureVendors?.Invoke(vendors);
        new LivenessConfiguration(configuration, vendors).AddTo(builder);
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
        services.AddSingleton<LivenessClientFactory>();
        services.AddSingleton<ILivenessClientFactory>(provider => provider.GetRequiredService<LivenessClientFactory>());
        services.AddSingleton<ILivenessHealth, LivenessHealth>();
        services.TryAddSingleton(provider => provider.GetRequiredService<LivenessClientFactory>().GetDefaultClient());
        services.AddSingleton<IValidateOptions<LivenessStartup>, LivenessRegistrationsValidator>();
        services.AddOptions<LivenessStartup>().ValidateOnStart();
        return registrations;
    }
}
