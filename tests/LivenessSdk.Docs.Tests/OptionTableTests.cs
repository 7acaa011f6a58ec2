using System.Reflection;
using System.Text.RegularExpressions;
using LivenessSdk.AspNetCore;
using LivenessSdk.Worker;

namespace LivenessSdk.Docs.Tests;

/// <summary>Compares the tables of options with the options: nothing is missing, and nothing is there that no longer exists.</summary>
public sealed partial class OptionTableTests
{
    private static readonly string[] s_common = NamesOf(typeof(LivenessProviderOptions));

    [Theory]
    [InlineData("argos", typeof(ArgosOptions))]
    [InlineData("dojah", typeof(DojahOptions))]
    [InlineData("progeny", typeof(ProgenyOptions))]
    [InlineData("riset", typeof(RisetOptions))]
    [InlineData("verihubs", typeof(VerihubsOptions))]
    public void The_page_of_a_vendor_lists_its_options(string page, Type options)
    {
        string[] listed = NamesIn($"docs/providers/{page}.md", "option");

        listed.Should().OnlyHaveUniqueItems();
        listed.Except(s_common).Should().BeEquivalentTo(NamesOf(options));
    }

    [Theory]
    [InlineData("progeny", typeof(ProgenyParameters))]
    [InlineData("riset", typeof(RisetParameters))]
    public void The_page_of_a_vendor_lists_what_a_request_can_ask_for(string page, Type parameters) =>
        NamesIn($"docs/providers/{page}.md", $"`{parameters.Name}`").Should().BeEquivalentTo(NamesOf(parameters));

    [Fact]
    public void The_options_that_every_vendor_has_are_listed_in_one_place() =>
        NamesIn("docs/providers/index.md", "option").Should().BeEquivalentTo(s_common);

    [Fact]
    public void The_options_of_the_camera_check_are_on_its_page() =>
        NamesIn("docs/camera.md", "option").Should().BeEquivalentTo(NamesOf(typeof(LivenessCheckOptions)));

    [Fact]
    public void The_options_of_a_worker_are_on_its_page() =>
        NamesIn("docs/worker.md", "option").Should().BeEquivalentTo([.. NamesOf(typeof(LivenessWorkerOptions)), nameof(LivenessWorkerOptions.PhotoHosts), nameof(LivenessWorkerOptions.PhotoNetworks)]);

    [Fact]
    public void Every_setting_of_resilience_is_on_its_page()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "resilience.md"));

        NamesOf(typeof(ResilienceOptions)).Concat(NamesOf(typeof(RateLimitOptions)))
            .Where(name => !page.Contains(name, StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static string[] NamesOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => property.Name),
    ];

    /// <summary>Reads the names in the first column of the table whose first heading is <paramref name="heading"/>.</summary>
    private static string[] NamesIn(string page, string heading)
    {
        IEnumerable<string> rows = File.ReadLines(Repository.PathOf(page.Split('/')))
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
        return [.. rows.SelectMany(row => Code().Matches(row.Split('|')[1])).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
