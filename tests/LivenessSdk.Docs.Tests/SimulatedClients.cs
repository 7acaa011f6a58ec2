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

        void Lead<TOptions>(VendorSimulator vendor)
            where TOptions : LivenessProviderOptions =>
            services.PostConfigureAll<TOptions>(options =>
                options.Endpoint = options.Endpoint is { IsLoopback: true } own ? own : vendor.Endpoint);
    }
}
