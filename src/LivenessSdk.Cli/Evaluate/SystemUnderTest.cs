using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Represents a client or composition that is evaluated.</summary>
internal sealed class SystemUnderTest
{
    private const string Providers = "Providers";
    private const string Compositions = "Compositions";

    private SystemUnderTest(string name, bool isSimulated, IReadOnlyList<string> vendors)
    {
        Name = name;
        Title = Words.Provider(name, isSimulated);
        Vendors = vendors;
    }

    /// <summary>Gets the name of the client or composition.</summary>
    public string Name { get; }

    /// <summary>Gets the name in results and reports, which states whether the system is simulated.</summary>
    public string Title { get; }

    /// <summary>Gets the names of the vendors' clients that it may ask: itself, or those within the composition.</summary>
    public IReadOnlyList<string> Vendors { get; }

    /// <summary>Gets a hash of all settings that the answers depend on: those of the vendors, and the rules of a composition.</summary>
    public required string Settings { get; init; }

    /// <summary>Creates the systems.</summary>
    /// <param name="names">The names of clients.</param>
    /// <param name="liveness">The section with the clients and compositions; <c>null</c> if they are simulated.</param>
    /// <param name="simulated">The value that replaces the settings of simulated clients.</param>
    public static IReadOnlyList<SystemUnderTest> Create(IEnumerable<string> names, IConfiguration? liveness, string simulated) =>
    [
        .. names.Select(name => new SystemUnderTest(name, liveness is null, liveness is null ? [name] : FindVendors(name, liveness))
        {
            Settings = liveness is null ? simulated : Hash(FindSections(name, liveness)),
        }),
    ];

    /// <summary>Returns a hash of the settings of one vendor's client.</summary>
    public static string SettingsOf(string client, IConfiguration liveness) => Hash([liveness.GetSection($"{Providers}:{client}")]);

    /// <summary>Finds the vendors' clients within a composition.</summary>
    private static string[] FindVendors(string name, IConfiguration liveness)
    {
        string[] vendors = [.. FindSections(name, liveness).Where(section => IsProvider(section.Path)).Select(section => section.Key.ToLowerInvariant())];
        return vendors.Length > 0 ? vendors : [name];

        static bool IsProvider(string path) => ConfigurationPath.GetParentPath(path)?.EndsWith(Providers, StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>Finds the sections of a client, or of a composition and all clients that it refers to.</summary>
    private static List<IConfigurationSection> FindSections(string name, IConfiguration liveness)
    {
        List<IConfigurationSection> sections = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Stack<string> open = new([name]);
        while (open.TryPop(out string? next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            if (liveness.GetSection($"{Providers}:{next}") is var client && client.Exists())
            {
                sections.Add(client);
            }
            else if (liveness.GetSection($"{Compositions}:{next}") is var composition && composition.Exists())
            {
                sections.Add(composition);
                foreach (string mentioned in composition.AsEnumerable().Select(setting => setting.Value).OfType<string>())
                {
                    open.Push(mentioned);
                }
            }
        }

        return sections;
    }

    /// <summary>Hashes everything except credentials and prices: another key of the same account returns the same answers.</summary>
    private static string Hash(IEnumerable<IConfigurationSection> sections)
    {
        IEnumerable<string> settings = sections.OrderBy(section => section.Path, StringComparer.OrdinalIgnoreCase)
            .SelectMany(section => section.AsEnumerable()
                .Where(setting => setting.Value is not null && !IsCredential(setting.Key) && !IsPrice(setting.Key))
                .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
                .Select(setting => $"{setting.Key}={setting.Value}".ToUpperInvariant()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', settings))).AsSpan(0, 8));
    }

    private static bool IsCredential(string setting) =>
        ((string[])["Key", "Secret", "Password", "Token", "UserName", "AppId"]).Any(word => setting.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsPrice(string setting) => ConfigurationPath.GetSectionKey(setting)!.ToUpperInvariant() is "PRICE" or "CURRENCY";
}
