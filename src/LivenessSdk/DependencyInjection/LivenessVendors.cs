using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Lists the vendors that configuration can name.</summary>
public sealed class LivenessVendors
{
    private readonly Dictionary<string, Action<LivenessBuilder, string, IConfiguration>> _vendors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Argos"] = (builder, name, section) => builder.AddArgos(name, section),
        ["Dojah"] = (builder, name, section) => builder.AddDojah(name, section),
        ["Progeny"] = (builder, name, section) => builder.AddProgeny(name, section),
        ["Riset"] = (builder, name, section) => builder.AddRiset(name, section),
        ["Verihubs"] = (builder, name, section) => builder.AddVerihubs(name, section),
    };

    internal LivenessVendors()
    {
    }

    /// <summary>Gets the names of all vendors known.</summary>
    public IReadOnlyCollection<string> Names => [.. _vendors.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Makes the vendor of a third party known.</summary>
    /// <param name="vendor">The word behind the key <c>Vendor</c>; case does not matter.</param>
    /// <param name="add">Registers it: <c>(builder, name, section) => builder.AddInitech(name, section)</c>.</param>
    /// <exception cref="ArgumentException">The vendor is known already.</exception>
    public LivenessVendors Add(string vendor, Action<LivenessBuilder, string, IConfiguration> add)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(vendor);
        ArgumentNullException.ThrowIfNull(add);
        if (!_vendors.TryAdd(vendor, add))
        {
            throw new ArgumentException($"A vendor named '{vendor}' is known already.", nameof(vendor));
        }

        return this;
    }

    internal Action<LivenessBuilder, string, IConfiguration>? Find(string vendor) => _vendors.GetValueOrDefault(vendor);
}
