using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Registers what a configuration section names, after finding everything that is wrong with its form.</summary>
internal sealed class LivenessConfiguration
{
    private const string DefaultKey = "Default";
    private const string ProvidersKey = "Providers";
    private const string VendorKey = nameof(LivenessProviderInfo.Vendor);

    private const int LongestName = 40;

    private readonly IConfiguration _section;
    private readonly LivenessVendors _vendors;
    private readonly List<string> _faults = [];

    public LivenessConfiguration(IConfiguration section, LivenessVendors vendors)
    {
        _section = section;
        _vendors = vendors;
    }

    public void AddTo(LivenessBuilder builder)
    {
        foreach (IConfigurationSection child in _section.GetChildren())
        {
            if (!IsKey(child, DefaultKey) && !IsKey(child, ProvidersKey))
            {
                _faults.Add($"The configuration has an unknown key '{child.Path}'. Known are {DefaultKey} and {ProvidersKey}.");
            }
        }

        foreach (IConfigurationSection provider in _section.GetSection(ProvidersKey).GetChildren())
        {
            AddProvider(builder, provider);
        }

        ChooseDefault(builder);
        if (_faults.Count > 0)
        {
            throw new OptionsValidationException("Liveness", typeof(LivenessBuilder), _faults);
        }
    }

    private static bool IsKey(IConfigurationSection section, string key) => section.Key.Equals(key, StringComparison.OrdinalIgnoreCase);

    private void AddProvider(LivenessBuilder builder, IConfigurationSection provider)
    {
        string known = string.Join(", ", _vendors.Names);
        if (provider[VendorKey] is not { Length: > 0 } vendor)
        {
            _faults.Add($"'{provider.Path}' lacks the key {VendorKey}. Set it to one of: {known}.");
        }
        else if (_vendors.Find(vendor) is not { } add)
        {
            _faults.Add($"'{provider.Path}' names an unknown vendor: {Quote(vendor)}. Known are: {known}.");
        }
        else if (builder.IsRegistered(provider.Key))
        {
            _faults.Add($"'{provider.Path}' repeats a name that is registered already. Give each registration a name of its own.");
        }
        else
        {
            add(builder, provider.Key, provider);
        }
    }

    /// <summary>Shows a text that looks like a name; any other may be a key, pasted in the wrong place.</summary>
    private static string Quote(string text) =>
        text.Length <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"'{text}'" : "what stands there is not a name";

    private void ChooseDefault(LivenessBuilder builder)
    {
        if (_section[DefaultKey] is not { Length: > 0 } name)
        {
            return;
        }

        if (builder.ChosenDefault is { } chosen && chosen != name)
        {
            _faults.Add($"'{DefaultKey}' is '{name}', but '{chosen}' is the default already. Choose one.");
        }
        else
        {
            builder.UseDefault(name);
        }
    }
}
