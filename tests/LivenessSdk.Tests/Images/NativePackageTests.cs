using System.Text.Json;
using System.Text.RegularExpressions;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Holds together the places that name the platforms for which libvips is packed.</summary>
public sealed class NativePackageTests
{
    private static readonly string[] s_platforms =
        ["linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64", "osx-x64", "osx-arm64", "win-x64", "win-arm64"];

    [Fact]
    public void Every_npm_package_is_pinned_by_version_and_hash_and_without_an_address()
    {
        using JsonDocument pinned = JsonDocument.Parse(File.ReadAllText(PathOf("npm", "package-lock.json")));

        JsonElement[] packages = [.. pinned.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name != "").Select(package => package.Value)];
        packages.Should().HaveCount(s_platforms.Length);
        packages.Should().OnlyContain(package => package.GetProperty("integrity").GetString()!.StartsWith("sha512-", StringComparison.Ordinal));
        packages.Should().OnlyContain(package => !HasAddress(package));
    }

    [Theory]
    [InlineData("Fetch.targets", "'\\$\\(NativePlatform\\)' == '(?<platform>[a-z0-9-]+)'")]
    [InlineData("Pack.targets", "(?<=[\";])(?<platform>(linux|osx|win)-[a-z0-9-]+)(?=[\";])")]
    [InlineData("all-platforms.nuspec", "id=\"LivenessSdk\\.Native\\.(?<platform>[a-z0-9-]+)\"")]
    public void Every_platform_is_fetched_packed_and_referred_to(string file, string pattern)
    {
        Regex.Matches(File.ReadAllText(PathOf(file)), pattern).Select(match => match.Groups["platform"].Value)
            .Where(platform => platform != "").Should().BeEquivalentTo(s_platforms);
    }

    private static bool HasAddress(JsonElement package) => package.TryGetProperty("resolved", out _);

    private static string PathOf(params string[] parts) => Repository.PathOf(["src", "LivenessSdk.Native", .. parts]);
}
