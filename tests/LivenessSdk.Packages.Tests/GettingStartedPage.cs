using System.Text.RegularExpressions;

namespace LivenessSdk.Packages.Tests;

/// <summary>Reads what docs/getting-started.md tells a reader to type.</summary>
internal static partial class GettingStartedPage
{
    /// <summary>Returns the blocks of one language below a heading, in order.</summary>
    public static IReadOnlyList<string> Read(string heading, string language)
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "getting-started.md"));
        string section = page.Split($"## {heading}\n")[1].Split("\n## ")[0];
        return [.. Fence().Matches(section).Where(fence => fence.Groups["language"].Value == language).Select(fence => fence.Groups["text"].Value)];
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
