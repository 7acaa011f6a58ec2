using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Registers Progeny.</summary>
public static class ProgenyBuilderExtensions
{
    /// <summary>Registers Progeny under the name "progeny".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddProgeny(this LivenessBuilder builder, Action<ProgenyOptions> configure) =>
        builder.AddProgeny("progeny", configure);

    /// <summary>Registers Progeny under a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddProgeny(this LivenessBuilder builder, string name, Action<ProgenyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider(name, configure, Create);
    }

    /// <summary>Registers Progeny under a name, with options from configuration.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configuration">The section with the options.</param>
    public static LivenessBuilder AddProgeny(this LivenessBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider<ProgenyOptions>(name, configuration, static (section, options) => section.Bind(options), Create);
    }

    private static ProgenyProvider Create(ProgenyOptions options) => new(options);
}
