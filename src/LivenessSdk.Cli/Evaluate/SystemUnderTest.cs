using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Represents a client or composition that is evaluated.</summary>
internal sealed class SystemUnderTest
{
    private SystemUnderTest(string name, IReadOnlyList<string> vendors)
    {
        Name = name;
        Vendors = vendors;
    }

    public string Name { get; }

    /// <summary>Gets the names of the vendors' clients that it may ask: itself, or those within the composition.</summary>
    public IReadOnlyList<string> Vendors { get; }

    /// <summary>Gets a hash of the settings that its answers depend on.</summary>
    public string Settings { get; private set; } = "";

    /// <summary>Creates the systems, and hashes the settings of those that share a vendor together, so that they share its answers too.</summary>
    /// <param name="names">The names of clients.</param>
    /// <param name="liveness">The section with the clients and compositions; null for simulated ones.</param>
    public static IReadOnlyList<SystemUnderTest> Create(IReadOnlyList<string> names, IConfiguration? liveness)
    {
        SystemUnderTest[] systems = [.. names.Select(name => new SystemUnderTest(name, liveness is null ? [name] : FindVendors(name, liveness)))];
        foreach (SystemUnderTest system in systems)
        {
            HashSet<string> connected = new(system.Vendors, StringComparer.OrdinalIgnoreCase);
            while (systems.FirstOrDefault(other => connected.Overlaps(other.Vendors) && !connected.IsSupersetOf(other.Vendors)) is { } other)
            {
                connected.UnionWith(other.Vendors);
            }

            system.Settings = liveness is null ? "simulated" : Hash(connected, liveness);
        }

        return systems;
    }

    /// <summary>Finds the vendors' clients within a composition, by the names that its section mentions.</summary>
    private static string[] FindVendors(string name, IConfiguration liveness)
    {
        IConfigurationSection compositions = liveness.GetSection("Compositions");
        HashSet<string> vendors = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Stack<string> open = new([name]);
        while (open.TryPop(out string? next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            if (!compositions.GetSection(next).Exists())
            {
                vendors.Add(next);
                continue;
            }

            IConfiguration section = compositions.GetSection(next);
            IEnumerable<string> members = section.AsEnumerable().Select(setting => setting.Value).OfType<string>();
            foreach (string member in members.Where(value => compositions.GetSection(value).Exists() || liveness.GetSection($"Providers:{value}").Exists()))
            {
                open.Push(member);
            }
        }

        return [.. vendors.Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Hashes everything but credentials and prices: another key of the same account gives the same answers.</summary>
    private static string Hash(IEnumerable<string> vendors, IConfiguration liveness)
    {
        IEnumerable<string> settings = vendors.Order(StringComparer.OrdinalIgnoreCase)
            .SelectMany(vendor => liveness.GetSection($"Providers:{vendor}").AsEnumerable(makePathsRelative: true)
                .Where(setting => setting.Value is not null && !IsCredential(setting.Key) && !IsPrice(setting.Key))
                .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
                .Select(setting => $"{vendor}:{setting.Key}={setting.Value}".ToUpperInvariant()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', settings))).AsSpan(0, 8));
    }

    private static bool IsCredential(string setting) =>
        ((string[])["Key", "Secret", "Password", "Token", "UserName", "AppId"]).Any(word => setting.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsPrice(string setting) => setting.ToUpperInvariant() is "PRICE" or "CURRENCY";
}
