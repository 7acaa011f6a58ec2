using System.IO.Compression;
using System.Reflection;

namespace LivenessSdk.Packages.Tests;

/// <summary>Packs all packages, once for all tests, under a version that no other run has.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    /// <summary>The platform that programs are published for, and the tool is packed for.</summary>
    public const string Platform = "linux-x64";

    /// <summary>What a release gives as its address.</summary>
    public const string RepositoryUrl = "https://example.com/liveness-sdk";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("livenesssdk-packages-");

    public string Version { get; } = $"0.0.0-test.{DateTime.UtcNow.Ticks}";

    public string Packages => Path.Combine(_folder.FullName, "packages");

    public async ValueTask InitializeAsync()
    {
        string configuration = typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Configuration").Value!;
        await DotNet.RunAsync(
            Repository.Root,
            "pack", "LivenessSdk.sln", "--no-build", "-c", configuration, "-o", Packages,
            $"-p:PackageVersion={Version}", $"-p:RepositoryUrl={RepositoryUrl}", $"-p:ToolPlatforms={Platform}");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public ZipArchive Open(string id, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{Version}.{extension}"));

    /// <summary>Copies a project out of the repository, so that nothing of the repository reaches it.</summary>
    /// <returns>The folder of the copy.</returns>
    public string CopyConsumer(string name)
    {
        DirectoryInfo copy = _folder.CreateSubdirectory($"{name}-{Guid.NewGuid():N}");
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("tests", "LivenessSdk.Packages.Tests", "Consumers", name)))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        return copy.FullName;
    }

    /// <summary>Creates an empty folder below which every project finds the packed packages, as after <c>dotnet nuget add source</c>.</summary>
    public string CreateFolder()
    {
        DirectoryInfo folder = _folder.CreateSubdirectory($"{Guid.NewGuid():N}");
        File.WriteAllText(Path.Combine(folder.FullName, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <RestoreAdditionalProjectSources>{Packages}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_folder.FullName, "cache")}</RestorePackagesPath>
                <RestoreFallbackFolders>{UserCache}</RestoreFallbackFolders>
              </PropertyGroup>
            </Project>
            """);
        return folder.FullName;
    }

    /// <summary>Gives the settings by which a build finds the packed packages, and leaves nothing of them in the user's cache.</summary>
    public string[] Settings =>
    [
        $"-p:LivenessSdkVersion={Version}",
        $"-p:RestoreAdditionalProjectSources={Packages}",
        $"-p:RestorePackagesPath={Path.Combine(_folder.FullName, "cache")}",
        $"-p:RestoreFallbackFolders={UserCache}",
    ];

    public string ToolFolder => Path.Combine(_folder.FullName, "tool");

    private static string UserCache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
