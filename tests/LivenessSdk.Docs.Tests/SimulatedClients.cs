using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Docs.Tests;

/// <summary>Creates clients as <see cref="LivenessClient"/> does; a registration that does not name a loopback address is led to the simulator.</summary>
public sealed class SimulatedClients(LivenessSimulator simulator)
{
    public LivenessClient Create(Action<LivenessBuilder> configure) => LivenessClient.Create(builder =>
    {
        configure(builder);
        LeadTo(builder.Services, simulator);
    });

    /// <summary>Adds to the snippet's settings what a reader would have set outside of the program.</summary>
    public LivenessClient Create(IConfiguration configuration) => LivenessClient.Create(
        new ConfigurationBuilder().AddConfiguration(simulator.ToConfiguration().GetSection("Liveness")).AddConfiguration(configuration).Build());

    /// <summary>Leads all built-in vendors among the services to the simulator.</summary>
    internal static void LeadTo(IServiceCollection services, LivenessSimulator simulator)
    {
        Lead<ArgosOptions>(simulator.Argos);
        Lead<DojahOptions>(simulator.Dojah);
        Lead<ProgenyOptions>(simulator.Progeny);
        Lead<RisetOptions>(simulator.Riset);
        Lead<VerihubsOptions>(simulator.Verihubs);

        // Where a page writes "your-key", a reader writes a key.
        Fill<ArgosOptions>(options => options.ApiKey, options => options.ApiKey = simulator.Argos.ApiKey);
        Fill<DojahOptions>(options => options.AppId, options => (options.AppId, options.SecretKey) = (simulator.Dojah.AppId, simulator.Dojah.SecretKey));
        Fill<ProgenyOptions>(options => options.Username, options => (options.Username, options.Password) = (simulator.Progeny.Username, simulator.Progeny.Password));
        Fill<RisetOptions>(options => options.ClientId, options => (options.Endpoint, options.ClientId, options.Password) = (simulator.Riset.Endpoint, simulator.Riset.ClientId, simulator.Riset.Password));
        Fill<VerihubsOptions>(options => options.AppId, options => (options.AppId, options.ApiKey) = (simulator.Verihubs.AppId, simulator.Verihubs.ApiKey));

        void Fill<TOptions>(Func<TOptions, string> credential, Action<TOptions> fill)
            where TOptions : LivenessProviderOptions =>
            services.PostConfigureAll<TOptions>(options =>
            {
                if (credential(options).StartsWith("your-", StringComparison.Ordinal))
                {
                    fill(options);
                }
            });

        void Lead<TOptions>(VendorSimulator vendor)
            where TOptions : LivenessProviderOptions =>
            services.PostConfigureAll<TOptions>(options =>
                options.Endpoint = options.Endpoint is { IsLoopback: true } own ? own : vendor.Endpoint);
    }
}
