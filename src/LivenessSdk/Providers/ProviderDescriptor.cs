using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Providers;

/// <summary>Describes how a vendor's clients are made: its name in configuration, its options and its provider.</summary>
/// <remarks>A vendor has one, and each way to register it uses that one.</remarks>
/// <typeparam name="TOptions">The vendor's options.</typeparam>
public sealed class ProviderDescriptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>
    where TOptions : LivenessProviderOptions, new()
{
    /// <summary>Initializes a new instance of the <see cref="ProviderDescriptor{TOptions}"/> class.</summary>
    /// <param name="vendor">The vendor's name, for instance "Argos". Its case does not matter in configuration.</param>
    /// <param name="bind">Binds a section to the options: <c>static (section, options) => section.Bind(options)</c>, so that the binding can be generated for the vendor's own type.</param>
    /// <param name="create">Creates the provider from its options; called again when the options change.</param>
    public ProviderDescriptor(string vendor, Action<IConfiguration, TOptions> bind, Func<TOptions, ILivenessProvider> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(vendor);
        ArgumentNullException.ThrowIfNull(bind);
        ArgumentNullException.ThrowIfNull(create);

        Vendor = vendor;
        Bind = bind;
        Create = create;
    }

    /// <summary>Gets the vendor's name.</summary>
    public string Vendor { get; }

    internal Action<IConfiguration, TOptions> Bind { get; }

    internal Func<TOptions, ILivenessProvider> Create { get; }
}
