using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Represents the vendors that configuration can name.</summary>
public sealed class LivenessVendors
{
    private readonly Dictionary<string, Action<LivenessBuilder, string, IConfiguration>> _vendors = new(StringComparer.OrdinalIgnoreCase);

    internal LivenessVendors()
    {
        Add(ArgosProvider.Descriptor);
        Add(DojahProvider.Descriptor);
        Add(ProgenyProvider.Descriptor);
        Add(RisetProvider.Descriptor);
        Add(VerihubsProvider.Descriptor);
    }

    /// <summary>Gets the names of all known vendors.</summary>
    public IReadOnlyCollection<string> Names => [.. _vendors.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Registers a vendor of a third party.</summary>
    /// <typeparam name="TOptions">The vendor's options.</typeparam>
    /// <param name="descriptor">The vendor's descriptor. Its name is the value of the key <c>Vendor</c>.</param>
    /// <exception cref="ArgumentException">The vendor is known already.</exception>
    public LivenessVendors Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        ProviderDescriptor<TOptions> descriptor)
        where TOptions : LivenessProviderOptions, new()
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (!_vendors.TryAdd(descriptor.Vendor, (builder, name, section) => builder.AddProvider(name, descriptor, section)))
        {
            throw new ArgumentException($"A vendor named '{descriptor.Vendor}' is known already.", nameof(descriptor));
        }

        return this;
    }

    internal Action<LivenessBuilder, string, IConfiguration>? Find(string vendor) => _vendors.GetValueOrDefault(vendor);
}
