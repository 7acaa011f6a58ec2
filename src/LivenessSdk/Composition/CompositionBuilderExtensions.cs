using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Registers clients that are made of others.</summary>
/// <remarks>Their clients are named, registered before or after, vendors or compositions again. What is wrong with them is found at start-up.</remarks>
public static class CompositionBuilderExtensions
{
    /// <summary>Registers a failover: the clients are asked in turn until one gives a verdict.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="clients">The names of the clients, in the order in which they are asked.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddFailover(this LivenessBuilder builder, string name, params string[] clients) =>
        builder.AddFailover(name, options => options.Clients = clients);

    /// <summary>Registers a failover: the clients are asked in turn until one gives a verdict.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Names the clients and sets the options; called at once.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddFailover(this LivenessBuilder builder, string name, Action<FailoverOptions> configure)
    {
        FailoverOptions options = Apply(configure);
        return Add(
            builder,
            name,
            options.Clients,
            options.Clients,
            (services, members) => new FailoverClient(name, options, members, TimeProviderOf(services), LoggerOf(services)),
            _ => options.FindFaults());
    }

    /// <summary>Registers a consensus: a verdict needs several independent clients that agree.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Names the clients and sets the rule; called at once.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddConsensus(this LivenessBuilder builder, string name, Action<ConsensusOptions> configure)
    {
        ConsensusOptions options = Apply(configure);
        return Add(
            builder,
            name,
            options.Clients,
            options.Clients,
            (services, members) => new ConsensusClient(name, options, members, GroupsOf(services, name), TimeProviderOf(services)),
            services => [.. options.FindFaults(), .. FindDependence(services, name, options)]);
    }

    /// <summary>Registers a shadow: the primary client answers, and a sample of its checks is shown to another in the background.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="primary">The name of the client whose answer the caller gets.</param>
    /// <param name="shadow">The name of the client on trial.</param>
    /// <param name="sample">The share of checks that the shadow sees too, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddShadow(this LivenessBuilder builder, string name, string primary, string shadow, double sample) =>
        builder.AddShadow(name, options =>
        {
            options.Primary = primary;
            options.Shadow = shadow;
            options.Sample = sample;
        });

    /// <summary>Registers a shadow: the primary client answers, and a sample of its checks is shown to another in the background.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Names both clients and sets the options; called at once.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddShadow(this LivenessBuilder builder, string name, Action<ShadowOptions> configure)
    {
        ShadowOptions options = Apply(configure);
        return Add(
            builder,
            name,
            [options.Primary, options.Shadow],
            [options.Primary],
            (services, members) => new ShadowClient(name, options, members[0], members[1], LoggerOf(services)),
            _ => options.FindFaults());
    }

    private static LivenessBuilder Add(
        LivenessBuilder builder,
        string name,
        IEnumerable<string> clients,
        IEnumerable<string> answering,
        Func<IServiceProvider, CompositionMember[], ILivenessClient> create,
        Func<IServiceProvider, IEnumerable<string>> findFaults)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        string[] names = [.. clients];
        return builder.AddClient(new LivenessRegistration(
            name,
            services => create(services, [.. names.Select(client => Resolve(services, client))]),
            services =>
            [
                .. services.GetRequiredService<LivenessRegistrations>().FindFaultsInNames(name),
                .. findFaults(services).Select(fault => $"{name}: {fault}"),
            ])
        {
            Clients = names,
            Answering = [.. answering],
        });
    }

    private static TOptions Apply<TOptions>(Action<TOptions> configure)
        where TOptions : new()
    {
        ArgumentNullException.ThrowIfNull(configure);

        TOptions options = new();
        configure(options);
        return options;
    }

    private static CompositionMember Resolve(IServiceProvider services, string client) =>
        new(
            client,
            services.GetRequiredService<ILivenessClientFactory>().GetClient(client),
            [.. VendorsBelow(services, client).Select(vendor => vendor.Name)]);

    private static IEnumerable<string> FindDependence(IServiceProvider services, string name, ConsensusOptions options)
    {
        LivenessRegistrations registrations = services.GetRequiredService<LivenessRegistrations>();
        if (registrations.FindFaultsInNames(name).Any() || VendorsBelow(services, name).Any(vendor => vendor.FindFaults(services).Any()))
        {
            return []; // Groups are known only of registrations that exist and have sound options.
        }

        IEnumerable<string> groups = registrations.FindAnswerers(name).Select(vendor => vendor.FindIndependenceGroup(services));
        int independent = ConsensusClient.CountIndependent(options.Clients.Count, groups);
        return options.Required <= independent || options.Required > options.Clients.Count
            ? []
            : [$"Required is {options.Required}, but only {independent} of its clients are independent: registrations of one IndependenceGroup count once. Add a client of another engine."];
    }

    private static Dictionary<string, string> GroupsOf(IServiceProvider services, string name) =>
        VendorsBelow(services, name).ToDictionary(vendor => vendor.Name, vendor => vendor.FindIndependenceGroup(services));

    private static IEnumerable<LivenessRegistration> VendorsBelow(IServiceProvider services, string name) =>
        services.GetRequiredService<LivenessRegistrations>().FindVendors(name);

    private static TimeProvider TimeProviderOf(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger LoggerOf(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger("LivenessSdk");
}
