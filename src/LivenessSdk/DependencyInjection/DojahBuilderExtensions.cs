using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Registers Dojah.</summary>
public static class DojahBuilderExtensions
{
    /// <summary>Registers Dojah under the name "dojah".</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddDojah(this LivenessBuilder builder, Action<DojahOptions> configure) =>
        builder.AddDojah("dojah", configure);

    /// <summary>Registers Dojah under a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configure">Sets the options.</param>
    public static LivenessBuilder AddDojah(this LivenessBuilder builder, string name, Action<DojahOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider(name, configure, Create);
    }

    /// <summary>Registers Dojah under a name, with options from configuration.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name that no other registration has.</param>
    /// <param name="configuration">The section with the options.</param>
    public static LivenessBuilder AddDojah(this LivenessBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddProvider<DojahOptions>(name, configuration, static (section, options) => section.Bind(options), Create);
    }

    private static DojahProvider Create(DojahOptions options) => new(options);
}
