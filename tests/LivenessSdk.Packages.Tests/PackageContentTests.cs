using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LivenessSdk.Packages.Tests;

/// <summary>Looks into the packages.</summary>
[Collection(nameof(PackedPackages))]
public sealed partial class PackageContentTests(PackedPackages packages)
{
    private static readonly string s_tool = $"LivenessSdk.Cli.{PackedPackages.Platform}";

    public static TheoryData<string> Ids =>
        new("LivenessSdk", "LivenessSdk.AspNetCore", "LivenessSdk.Simulator", "LivenessSdk.Testing", "LivenessSdk.Evaluation", "LivenessSdk.Cli", s_tool, "LivenessSdk.Worker", "LivenessSdk.Worker.Tool");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_tells_what_it_is_and_whose_work_it_holds(string id)
    {
        using ZipArchive package = packages.Open(id);

        package.Entries.Select(entry => entry.FullName).Should().Contain(["README.md", "icon.png", "THIRD-PARTY-NOTICES.md"]);
        package.GetEntry("icon.png")!.Length.Should().BeLessThan(20_000);
        XElement metadata = MetadataOf(package);
        ValueOf(metadata, "license").Should().Be("MIT");
        ValueOf(metadata, "readme").Should().Be("README.md");
        ValueOf(metadata, "icon").Should().Be("icon.png");
        ValueOf(metadata, "description").Should().NotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Release_sets_the_addresses_by_one_property(string id)
    {
        using ZipArchive package = packages.Open(id);

        XElement metadata = MetadataOf(package);
        ValueOf(metadata, "projectUrl").Should().Be(PackedPackages.RepositoryUrl);
        ValueOf(metadata, "releaseNotes").Should().StartWith($"{PackedPackages.RepositoryUrl}/blob/v").And.EndWith("/CHANGELOG.md");
        XElement repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        repository.Attribute("type")!.Value.Should().Be("git");
        repository.Attribute("url")!.Value.Should().Be(PackedPackages.RepositoryUrl);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Application_on_NET_8_keeps_its_own_version_of_what_NET_8_has(string id)
    {
        using ZipArchive package = packages.Open(id);

        // 8.0 of DiagnosticSource has no buckets of histograms.
        MetadataOf(package).Descendants().Where(group => group.Name.LocalName == "group" && group.Attribute("targetFramework")!.Value == "net8.0")
            .SelectMany(group => group.Elements())
            .Where(dependency => dependency.Attribute("version")?.Value.StartsWith("10.", StringComparison.Ordinal) == true)
            .Select(dependency => dependency.Attribute("id")!.Value)
            .Should().BeSubsetOf(["System.Diagnostics.DiagnosticSource"]);
    }

    [Theory]
    [InlineData("LivenessSdk", "Polly.Core")]
    [InlineData("LivenessSdk", "NetVips.Native.linux-musl-arm64")]
    [InlineData("LivenessSdk.AspNetCore", "Polly.Core")]
    [InlineData("LivenessSdk.Simulator", "Polly.Core")]
    [InlineData("LivenessSdk.Evaluation", "MathNet.Numerics")]
    [InlineData("LivenessSdk.Testing", "xunit.v3.assert")]
    [InlineData("LivenessSdk.Worker", "RabbitMQ.Client")]
    [InlineData("LivenessSdk.Worker.Tool.linux-x64", "NetVips.Native.linux-x64")]
    [InlineData("LivenessSdk.Cli", "Spectre.Console")]
    [InlineData("LivenessSdk.Cli.linux-x64", "Spectre.Console")]
    [InlineData("LivenessSdk.Cli.linux-x64", "NetVips.Native.linux-x64")]
    public void Package_lists_the_packages_it_pulls_in(string id, string component)
    {
        using ZipArchive package = packages.Open(id);
        using Stream file = package.GetEntry("bom.json")!.Open();
        using JsonDocument bill = JsonDocument.Parse(file);

        bill.RootElement.GetProperty("bomFormat").GetString().Should().Be("CycloneDX");
        bill.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString().Should().Be($"pkg:nuget/{id}@{packages.Version}");
        JsonElement[] components = [.. bill.RootElement.GetProperty("components").EnumerateArray()];
        components.Should().ContainSingle(listed => listed.GetProperty("name").GetString() == component);
        components.Should().OnlyContain(listed =>
            listed.GetProperty("purl").GetString() == $"pkg:nuget/{listed.GetProperty("name").GetString()}@{listed.GetProperty("version").GetString()}");
    }

    [Theory]
    [InlineData("LivenessSdk", "id")]
    [InlineData("LivenessSdk.AspNetCore")]
    [InlineData("LivenessSdk.Simulator")]
    [InlineData("LivenessSdk.Testing")]
    [InlineData("LivenessSdk.Evaluation")]
    [InlineData("LivenessSdk.Worker")]
    public void Package_holds_both_targets_with_languages_documentation_and_symbols(string id, params string[] languages)
    {
        string[] targets = ["net10.0", "net8.0"];
        using ZipArchive package = packages.Open(id);
        using ZipArchive symbols = packages.Open(id, "snupkg");

        package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)).Should().BeEquivalentTo(
            targets.SelectMany(target => (string[])
            [
                $"lib/{target}/{id}.dll",
                $"lib/{target}/{id}.xml",
                .. languages.Select(language => $"lib/{target}/{language}/{id}.resources.dll"),
            ]));
        symbols.Entries.Select(entry => entry.FullName).Should().Contain(targets.Select(target => $"lib/{target}/{id}.pdb"));
    }

    [Fact]
    public void LivenessSdk_depends_on_nothing_but_its_packages()
    {
        using ZipArchive package = packages.Open("LivenessSdk");

        MetadataOf(package).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(dependency => dependency.Attribute("id")!.Value).Distinct()
            .Should().BeEquivalentTo(
                "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Http", "Microsoft.Extensions.Options.ConfigurationExtensions",
                "NetVips.Native", "Polly.Core", "System.Diagnostics.DiagnosticSource", "System.IO.Hashing", "System.Threading.RateLimiting");
    }

    [Fact]
    public void Sizes_are_about_those_on_the_page()
    {
        Dictionary<string, double> stated = SizeRow().Matches(File.ReadAllText(Repository.PathOf("docs", "packages.md"))).ToDictionary(
            row => row.Groups["id"].Value,
            row => double.Parse(row.Groups["size"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

        FileInfo[] packed = [.. new DirectoryInfo(packages.Packages).EnumerateFiles("*.nupkg")];
        packed.Select(IdOf).Should().BeEquivalentTo(stated.Keys);
        foreach (FileInfo package in packed)
        {
            // A Debug build and a new compiler differ by less.
            double size = package.Length / 1000d;
            size.Should().BeApproximately(stated[IdOf(package)], size / 4, "docs/packages.md states the size of {0} in KB", IdOf(package));
        }
    }

    [GeneratedRegex(@"^\| (?<id>LivenessSdk[^ ]*) \| (?<size>[0-9,]+) \|", RegexOptions.Multiline)]
    private static partial Regex SizeRow();

    private string IdOf(FileInfo package) => package.Name[..^$".{packages.Version}.nupkg".Length];

    private static XElement MetadataOf(ZipArchive package)
    {
        using Stream nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().First();
    }

    private static string? ValueOf(XElement metadata, string name) =>
        metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
}
