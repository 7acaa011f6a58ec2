using System.Text.RegularExpressions;

namespace LivenessSdk.Tests.Support;

/// <summary>Reads the tables of the documentation, to hold them against the code.</summary>
internal static partial class PageTable
{
    /// <summary>Reads the rows of the first table below a heading, each as its trimmed cells.</summary>
    public static string[][] Read(string page, string heading)
    {
        string text = File.ReadAllText(Repository.PathOf("docs", page));
        string section = text.Split($"\n{heading}\n")[1];
        return
        [
            .. section.Split('\n')
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'))
                .Skip(2)
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
        ];
    }

    /// <summary>Lists what stands in backticks in a cell.</summary>
    public static string[] Codes(string cell) => [.. Code().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
