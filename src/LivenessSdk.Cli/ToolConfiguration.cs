using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Reads the settings of the vendors: appsettings.json of the current folder, then the file that was named, then environment variables.</summary>
internal static class ToolConfiguration
{
    public const string NothingConfigured =
        "No vendor is configured. Put its settings under Liveness:Providers into appsettings.json of this folder, into a file given by --config "
        + "or into environment variables such as Liveness__Providers__argos__ApiKey; or add --simulator to try the command on simulated vendors.";

    public const string Section = "Liveness";
    private const string Providers = "Providers";
    private const string Vendor = nameof(LivenessProviderInfo.Vendor);

    /// <summary>Reads the section "Liveness".</summary>
    /// <param name="file">A file that must exist; null for none.</param>
    public static IConfiguration Load(FileInfo? file)
    {
        IConfigurationBuilder builder = new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true);

        // As a stream, because the builder's own reading of files passes over those whose names begin with a dot.
        using Stream? stream = file?.OpenRead();
        if (stream is not null)
        {
            builder.AddJsonStream(stream);
        }

        return NameVendors(builder.AddEnvironmentVariables().Build().GetSection(Section));
    }

    /// <summary>Lists the names of the registrations.</summary>
    public static IReadOnlyList<string> ProviderNames(IConfiguration liveness) =>
        [.. liveness.GetSection(Providers).GetChildren().Select(child => child.Key)];

    /// <summary>Reduces the settings to one registration, so that the faults of another do not stand in its way.</summary>
    public static IConfiguration Only(IConfiguration liveness, string provider) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(liveness.GetSection($"{Providers}:{provider}").AsEnumerable(makePathsRelative: true)
                .Where(pair => pair.Key.Length > 0)
                .Select(pair => KeyValuePair.Create($"{Providers}:{provider}:{pair.Key}", pair.Value)))
            .Build();

    /// <summary>Takes a registration that does not say its vendor for one that is named after it: a single environment variable is then enough.</summary>
    private static IConfiguration NameVendors(IConfiguration liveness) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(ProviderNames(liveness).Select(name => KeyValuePair.Create($"{Providers}:{name}:{Vendor}", (string?)name)))
            .AddConfiguration(liveness)
            .Build();
}
