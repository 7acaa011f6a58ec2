using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk;

/// <summary>Provides extension methods that register compositions of clients.</summary>
/// <remarks>The clients of a composition are vendors' clients or other compositions, registered before or after it. Errors are reported at start-up.</remarks>
public static class CompositionBuilderExtensions
{
    /// <summary>Registers a failover: the clients are asked in turn until one gives a verdict.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="clients">The names of the clients, in the order in which they are asked.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddFailover(this LivenessBuilder builder, string name, params string[] clients) =>
        builder.AddFailover(name, options => options.Clients = clients);

    /// <summary>Registers a failover: the clients are asked in turn until one gives a verdict.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Names the clients and sets the options; called at once.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddFailover(this LivenessBuilder builder, string name, Action<FailoverOptions> configure) =>
        SectionOf(configure) is { } section
            ? builder.AddFailover(name, section)
            : builder.Add(name, new FailoverPlan(Apply(configure)));

    /// <summary>Registers a failover whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddFailover(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        builder.Add(name, configuration, FailoverPlan.KindName);

    /// <summary>Registers a consensus: a verdict needs several independent clients that agree.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Names the clients and sets the rule; called at once.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddConsensus(this LivenessBuilder builder, string name, Action<ConsensusOptions> configure) =>
        SectionOf(configure) is { } section
            ? builder.AddConsensus(name, section)
            : builder.Add(name, new ConsensusPlan(Apply(configure)));

    /// <summary>Registers a consensus whose rule comes from configuration and follows its changes.</summary>
    /// <remarks>A change that makes the rule laxer is logged as a warning.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the rule. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddConsensus(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        builder.Add(name, configuration, ConsensusPlan.KindName);

    /// <summary>Registers a shadow: the primary client answers, and a sample of its checks is sent to another in the background.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Names both clients and sets the options; called at once.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddShadow(this LivenessBuilder builder, string name, Action<ShadowOptions> configure) =>
        SectionOf(configure) is { } section
            ? builder.AddShadow(name, section)
            : builder.Add(name, new ShadowPlan(Apply(configure)));

    /// <summary>Registers a shadow whose options come from configuration and follow its changes. Its comparisons go to the metric only.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddShadow(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        builder.Add(name, configuration, ShadowPlan.KindName);

    /// <summary>Registers a shadow whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <param name="onCompared">Receives each pair of answers in the background, as <see cref="ShadowOptions.OnCompared"/> does.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddShadow(
        this LivenessBuilder builder, string name, IConfiguration configuration, Func<ShadowComparison, CancellationToken, Task> onCompared) =>
        builder.Add(name, configuration, ShadowPlan.KindName, onCompared);

    /// <summary>Registers an idempotent client: the photo of each <see cref="LivenessRequest.IdempotencyKey"/> is sent and paid for once, whatever retries, crashes or repeats.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="client">The name of the vendor's client whose checks are remembered.</param>
    /// <param name="configure">Sets the options; called at once. <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddIdempotent(
        this LivenessBuilder builder, string name, string client, Action<IdempotentOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(client);
        IdempotentOptions options = new() { Client = client };
        configure?.Invoke(options);
        return builder.Add(name, new IdempotentPlan(options));
    }

    /// <summary>Registers an idempotent client whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddIdempotent(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        builder.Add(name, configuration, IdempotentPlan.KindName);

    /// <summary>Registers a composition from its section.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section.</param>
    /// <param name="kind">The kind that it describes, or <see langword="null"/> if its key decides.</param>
    /// <param name="onCompared">The callback of a shadow.</param>
    internal static LivenessBuilder Add(
        this LivenessBuilder builder,
        string name,
        IConfiguration configuration,
        string? kind,
        Func<ShadowComparison, CancellationToken, Task>? onCompared = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configuration);

        if (CompositionPlan.Read(name, configuration, kind) is (null, var problems))
        {
            builder.Registrations.Reject(name, problems);
            return builder;
        }

        builder.Registrations.Watch(configuration);
        return builder.Add(name, () => CompositionPlan.Read(name, configuration, kind, onCompared));
    }

    internal static LivenessBuilder Add(this LivenessBuilder builder, string name, CompositionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        return builder.Add(name, () => (plan, []));
    }

    private static LivenessBuilder Add(this LivenessBuilder builder, string name, Func<(CompositionPlan? Plan, IReadOnlyList<string> Problems)> readPlan) =>
        builder.AddClient(new LivenessRegistration(
            name,
            services => new RegisteredComposition(
                name, services.GetRequiredService<CompositionRules>(), services.GetRequiredService<RegisteredClients>(), services),
            _ => [])
        {
            ReadPlan = readPlan,
        });

    /// <summary>Finds the section behind a delegate such as <c>section.Bind</c>: read as a section, its typos are found and its changes followed.</summary>
    private static IConfiguration? SectionOf(Delegate? configure) => configure?.Target as IConfiguration;

    private static TOptions Apply<TOptions>(Action<TOptions> configure)
        where TOptions : new()
    {
        ArgumentNullException.ThrowIfNull(configure);

        TOptions options = new();
        configure(options);
        return options;
    }
}
