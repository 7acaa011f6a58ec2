using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Registers clients of the built-in vendors.</summary>
public static class ProviderBuilderExtensions
{
    /// <summary>Registers an Argos client named "argos".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddArgos(this LivenessBuilder builder, Action<ArgosOptions> configure) =>
        builder.AddArgos("argos", configure);

    /// <summary>Registers an Argos client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddArgos(this LivenessBuilder builder, string name, Action<ArgosOptions> configure) =>
        Require(builder).AddProvider(name, ArgosProvider.Descriptor, configure);

    /// <summary>Registers an Argos client whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddArgos(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        Require(builder).AddProvider(name, ArgosProvider.Descriptor, configuration);

    /// <summary>Registers a Dojah client named "dojah".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddDojah(this LivenessBuilder builder, Action<DojahOptions> configure) =>
        builder.AddDojah("dojah", configure);

    /// <summary>Registers a Dojah client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddDojah(this LivenessBuilder builder, string name, Action<DojahOptions> configure) =>
        Require(builder).AddProvider(name, DojahProvider.Descriptor, configure);

    /// <summary>Registers a Dojah client whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddDojah(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        Require(builder).AddProvider(name, DojahProvider.Descriptor, configuration);

    /// <summary>Registers a Progeny client named "progeny".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddProgeny(this LivenessBuilder builder, Action<ProgenyOptions> configure) =>
        builder.AddProgeny("progeny", configure);

    /// <summary>Registers a Progeny client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddProgeny(this LivenessBuilder builder, string name, Action<ProgenyOptions> configure) =>
        Require(builder).AddProvider(name, ProgenyProvider.Descriptor, configure);

    /// <summary>Registers a Progeny client whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddProgeny(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        Require(builder).AddProvider(name, ProgenyProvider.Descriptor, configuration);

    /// <summary>Registers a Riset client named "riset".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddRiset(this LivenessBuilder builder, Action<RisetOptions> configure) =>
        builder.AddRiset("riset", configure);

    /// <summary>Registers a Riset client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddRiset(this LivenessBuilder builder, string name, Action<RisetOptions> configure) =>
        Require(builder).AddProvider(name, RisetProvider.Descriptor, configure);

    /// <summary>Registers a Riset client whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddRiset(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        Require(builder).AddProvider(name, RisetProvider.Descriptor, configuration);

    /// <summary>Registers a Verihubs client named "verihubs".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddVerihubs(this LivenessBuilder builder, Action<VerihubsOptions> configure) =>
        builder.AddVerihubs("verihubs", configure);

    /// <summary>Registers a Verihubs client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddVerihubs(this LivenessBuilder builder, string name, Action<VerihubsOptions> configure) =>
        Require(builder).AddProvider(name, VerihubsProvider.Descriptor, configure);

    /// <summary>Registers a Verihubs client whose options come from configuration and follow its changes.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static LivenessBuilder AddVerihubs(this LivenessBuilder builder, string name, IConfiguration configuration) =>
        Require(builder).AddProvider(name, VerihubsProvider.Descriptor, configuration);

    private static LivenessBuilder Require(LivenessBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder;
    }
}
