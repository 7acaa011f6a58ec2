using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Reads the settings of the vendors: appsettings.json in the current folder, then the specified file, then environment variables.</summary>
internal static class ToolConfiguration
{
    public const string NothingConfigured =
        "No vendor is configured. Add its settings under Liveness:Providers to appsettings.json in this folder, to the file in --config "
        + "or to environment variables such as Liveness__Providers__argos__ApiKey; or add --simulator to try the command with simulated vendors.";

    public const string Section = "Liveness";
    private const string Providers = "Providers";

    /// <summary>Reads the section "Liveness".</summary>
    /// <param name="file">A file that must exist, or <see langword="null"/> if there is none.</param>
    /// <exception cref="UsageException">A file is a folder or not valid JSON.</exception>
    public static IConfiguration Load(FileInfo? file)
    {
        ConfigurationBuilder builder = new();
        FileInfo usual = new("appsettings.json");
        if (usual.Exists)
        {
            builder.AddConfiguration(Read(usual));
        }

        if (file is not null)
        {
            if (Directory.Exists(file.FullName))
            {
                throw new UsageException($"--config must be a JSON file, but {file} is a folder. Specify a file in it, such as {Path.Combine(file.ToString(), "appsettings.json")}.");
            }

            builder.AddConfiguration(Read(file));
        }

        return builder.AddEnvironmentVariables().Build().GetSection(Section);
    }

    /// <summary>Lists the names of the clients.</summary>
    public static IReadOnlyList<string> ProviderNames(IConfiguration liveness) =>
        [.. liveness.GetSection(Providers).GetChildren().Select(child => child.Key.ToLowerInvariant())];

    /// <summary>Reduces the settings to one client, so that problems of other clients do not matter.</summary>
    public static IConfiguration Only(IConfiguration liveness, string provider) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(liveness.GetSection($"{Providers}:{provider}").AsEnumerable(makePathsRelative: true)
                .Where(pair => pair.Key.Length > 0)
                .Select(pair => KeyValuePair.Create($"{Section}:{Providers}:{provider}:{pair.Key}", pair.Value)))
            .Build()
            .GetSection(Section);

    /// <summary>Reads one file, as a stream, because the configuration's own file provider ignores names that start with a dot.</summary>
    private static IConfiguration Read(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        try
        {
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} is not valid JSON; see line {e.LineNumber + 1}.");
        }
        catch (FormatException e)
        {
            throw new UsageException($"{file} cannot be used: {e.Message}");
        }
    }
}
