using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Registers Argos.</summary>
public static class ArgosBuilderExtensions
{
    /// <summary>Registers Argos under the name "argos".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddArgos(this LivenessBuilder builder, Action<ArgosOptions> configure) =>
        builder.AddArgos("argos", configure);

    /// <summary>Registers Argos under a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddArgos(this LivenessBuilder builder, string name, Action<ArgosOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider(name, configure, Create);
    }

    /// <summary>Registers Argos under a name, with options from configuration.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configuration">The section with the options.</param>
    public static LivenessBuilder AddArgos(this LivenessBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider<ArgosOptions>(name, configuration, static (section, options) => section.Bind(options), Create);
    }

    private static ArgosProvider Create(ArgosOptions options) => new(options);
}
