using System.Text.RegularExpressions;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Reads the tables of the page on telemetry.</summary>
internal static partial class TelemetryTable
{
    /// <summary>Reads the rows of the table below a heading, each as its trimmed cells.</summary>
    public static string[][] Read(string heading)
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "telemetry.md"));
        string section = page.Split($"## {heading}\n")[1].Split("\n## ")[0];
        return
        [
            .. section.Split('\n')
                .Where(line => line.StartsWith('|'))
                .Skip(2)
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
        ];
    }

    public static string[] Names(string cell) => [.. Code().Matches(cell).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
