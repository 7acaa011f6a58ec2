using System.Net;
using System.Text.RegularExpressions;

namespace LivenessSdk.Docs.Tests;

/// <summary>Represents one HTML page of the site.</summary>
/// <param name="Path">The path below the site's folder.</param>
/// <param name="Html">Its text.</param>
public sealed partial record SitePage(string Path, string Html)
{
    /// <summary>Gets what links, scripts, styles and pictures name.</summary>
    public IEnumerable<string> Links => Reference().Matches(Html).Select(match => WebUtility.HtmlDecode(match.Groups["target"].Value));

    /// <summary>Gets what the browser loads to show the page: scripts, styles, pictures.</summary>
    public IEnumerable<string> Loads => Load().Matches(Html).Select(match => WebUtility.HtmlDecode(match.Groups["target"].Value));

    public IReadOnlySet<string> Anchors { get; } = Anchor().Matches(Html).Select(match => WebUtility.HtmlDecode(match.Groups["name"].Value)).ToHashSet();

    [GeneratedRegex("""<[a-z][^>]*?\s(?:href|src)="(?<target>[^"]*)["]""")]
    private static partial Regex Reference();

    [GeneratedRegex("""<(?:link|script|img|iframe|source)\s[^>]*?(?:href|src)="(?<target>[^"]*)["]""")]
    private static partial Regex Load();

    [GeneratedRegex("""\s(?:id|name)="(?<name>[^"]*)["]""")]
    private static partial Regex Anchor();
}
