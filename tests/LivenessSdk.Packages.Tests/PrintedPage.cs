using System.Text.RegularExpressions;

namespace LivenessSdk.Packages.Tests;

/// <summary>Reads what a page of docs/ tells a reader to type.</summary>
internal static partial class PrintedPage
{
    /// <summary>Returns the blocks of one language below a heading, in order; those above all headings if there is none.</summary>
    public static IReadOnlyList<string> Read(string page, string? heading, string language)
    {
        string text = File.ReadAllText(Repository.PathOf("docs", page));
        string section = (heading is null ? text : text.Split($"## {heading}\n")[1]).Split("\n## ")[0];
        return [.. Fence().Matches(section).Where(fence => fence.Groups["language"].Value == language).Select(fence => fence.Groups["text"].Value)];
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
