using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Registers Riset.</summary>
public static class RisetBuilderExtensions
{
    /// <summary>Registers Riset under the name "riset".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddRiset(this LivenessBuilder builder, Action<RisetOptions> configure) =>
        builder.AddRiset("riset", configure);

    /// <summary>Registers Riset under a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddRiset(this LivenessBuilder builder, string name, Action<RisetOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider(name, configure, Create);
    }

    /// <summary>Registers Riset under a name, with options from configuration.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configuration">The section with the options.</param>
    public static LivenessBuilder AddRiset(this LivenessBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider<RisetOptions>(name, configuration, static (section, options) => section.Bind(options), Create);
    }

    private static RisetProvider Create(RisetOptions options) => new(options);
}
