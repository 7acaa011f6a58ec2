using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Registers the clients that a configuration section names. Errors in its form are reported at start-up, together with all other problems.</summary>
internal sealed class LivenessConfiguration
{
    private const string DefaultKey = "Default";
    private const string ProvidersKey = "Providers";
    private const string CompositionsKey = "Compositions";
    private const string LedgerKey = "Ledger";

    /// <summary>Read by the package LivenessSdk.Worker.</summary>
    private const string WorkerKey = "Worker";

    private const string VendorKey = nameof(LivenessProviderInfo.Vendor);

    private const int LongestName = 40;

    private static readonly string[] s_keys = [DefaultKey, ProvidersKey, CompositionsKey, LedgerKey, WorkerKey];

    private readonly IConfiguration _section;
    private readonly LivenessVendors _vendors;
    private readonly LivenessBuilder _builder;
    private readonly LivenessRegistrations _registrations;

    public LivenessConfiguration(IConfiguration section, LivenessVendors vendors, LivenessBuilder builder)
    {
        _section = section;
        _vendors = vendors;
        _builder = builder;
        _registrations = builder.Registrations;
    }

    /// <summary>Registers everything that the section names.</summary>
    public void Register()
    {
        _registrations.AddSection(_section);
        foreach (IConfigurationSection child in _section.GetChildren().Where(child => !s_keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _registrations.AddProblem($"The configuration has an unknown key '{child.Path}'. Known are Default, Providers, Compositions, Ledger and Worker.");
        }

        foreach (IConfigurationSection provider in ChildrenOf(ProvidersKey))
        {
            AddProvider(NameOf(provider), provider);
        }

        foreach (IConfigurationSection composition in ChildrenOf(CompositionsKey))
        {
            AddComposition(NameOf(composition), composition);
        }

        AddLedgerOptions();
        ChooseDefault();
    }

    /// <summary>Gets the client name of a section. Environment variables are often written in capitals, so the case of a key is ignored.</summary>
    private static string NameOf(IConfigurationSection client) => client.Key.ToLowerInvariant();

    private IEnumerable<IConfigurationSection> ChildrenOf(string key)
    {
        IConfigurationSection section = _section.GetSection(key);
        if (section.Value is { Length: > 0 })
        {
            _registrations.AddProblem($"'{section.Path}' is a single value, but an object with a client for each key is expected.");
        }

        return section.GetChildren();
    }

    private void AddProvider(string name, IConfigurationSection section)
    {
        string known = string.Join(", ", _vendors.Names);
        string? vendor = section[VendorKey] is { Length: > 0 } named ? named : _vendors.Find(name) is null ? null : name;
        if (vendor is null)
        {
            Reject(name, $"'{section.Path}' lacks the key {VendorKey}, and its name is not that of a vendor. Set {VendorKey} to one of: {known}.");
        }
        else if (_vendors.Find(vendor) is not { } add)
        {
            Reject(name, $"'{section.Path}' names an unknown vendor: {Quote(vendor)}. Known are: {known}. For a vendor of your own, register its descriptor: AddLiveness(section, vendors => vendors.Add(…)).");
        }
        else if (!IsTaken(name, section))
        {
            add(_builder, name, section);
        }
    }

    private void AddComposition(string name, IConfigurationSection section)
    {
        if (!IsTaken(name, section))
        {
            _builder.Add(name, section, kind: null);
        }
    }

    private void AddLedgerOptions()
    {
        IConfigurationSection section = _section.GetSection(LedgerKey);
        if (!section.Exists())
        {
            return;
        }

        ConfigurationForm form = ConfigurationForm.Read<CheckLedgerOptions>(LedgerKey, section, nameof(CheckLedgerOptions.Secrets));
        CheckLedgerOptions options = new();
        form.CopyAccepted().Bind(options);
        foreach (string problem in form.Problems.Concat(options.Validate().Select(problem => $"{LedgerKey}: {problem}")))
        {
            _registrations.AddProblem(problem);
        }

        _builder.Services.AddSingleton(Options.Create(options));
    }

    private bool IsTaken(string name, IConfigurationSection section)
    {
        if (_registrations.Find(name) is null)
        {
            return false;
        }

        _registrations.AddProblem($"'{section.Path}' repeats a name that is registered already. Give each client a name of its own; case does not count.");
        return true;
    }

    private void Reject(string name, string problem) => _registrations.Reject(name, [problem]);

    /// <summary>Returns a text that looks like a name; any other may be a key, pasted in the wrong place.</summary>
    private static string Quote(string text) =>
        text.Length <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"'{text}'" : "the value is not a name";

    private void ChooseDefault()
    {
        IConfigurationSection section = _section.GetSection(DefaultKey);
        if (section.GetChildren().Any())
        {
            _registrations.AddProblem($"'{section.Path}' must be the name of one client.");
        }
        else if (section.Value is not { Length: > 0 } name)
        {
            return;
        }
        else if (_registrations.ChosenDefault is { } chosen && !chosen.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            _registrations.AddProblem($"'{section.Path}' is '{name}', but '{chosen}' is the default already. Choose one.");
        }
        else
        {
            _builder.UseDefault(name);
        }
    }
}
