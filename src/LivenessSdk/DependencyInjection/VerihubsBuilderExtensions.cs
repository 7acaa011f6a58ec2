using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Registers Verihubs.</summary>
public static class VerihubsBuilderExtensions
{
    /// <summary>Registers Verihubs under the name "verihubs".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddVerihubs(this LivenessBuilder builder, Action<VerihubsOptions> configure) =>
        builder.AddVerihubs("verihubs", configure);

    /// <summary>Registers Verihubs under a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddVerihubs(this LivenessBuilder builder, string name, Action<VerihubsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider(name, configure, Create);
    }

    /// <summary>Registers Verihubs under a name, with options from configuration.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configuration">The section with the options.</param>
    public static LivenessBuilder AddVerihubs(this LivenessBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider<VerihubsOptions>(name, configuration, static (section, options) => section.Bind(options), Create);
    }

    private static VerihubsProvider Create(VerihubsOptions options) => new(options);
}
