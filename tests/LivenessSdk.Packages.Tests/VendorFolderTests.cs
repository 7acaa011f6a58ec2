using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LivenessSdk.Packages.Tests;

/// <summary>Compiles the folders of the five vendors against the package, as a third party's would be, and runs their contract tests.</summary>
[Collection(nameof(PackedPackages))]
public sealed partial class VendorFolderTests(PackedPackages packages)
{
    [Fact]
    public async Task The_adapters_use_nothing_that_is_not_public()
    {
        string folder = packages.CopyConsumer("Vendors");
        string xunit = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("XunitVersion").Single().Value;
        await DotNet.RunAsync(folder, ["build", .. packages.Settings, $"-p:Repository={Repository.Root}", $"-p:XunitVersion={xunit}"]);

        string output = await DotNet.RunAsync(folder, Path.Combine(folder, "bin", "Debug", "net10.0", "Vendors"), []);

        Match summary = Summary().Match(output);
        summary.Success.Should().BeTrue("the runner sums up, but it said {0}", output);
        int.Parse(summary.Groups["total"].Value, CultureInfo.InvariantCulture).Should().BeGreaterThan(100);
    }

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: 0, Failed: 0")]
    private static partial Regex Summary();
}
