using System.Text.RegularExpressions;

namespace LivenessSdk.Docs.Tests;

/// <summary>Holds one fenced block of code.</summary>
/// <param name="Page">The page it stands on.</param>
/// <param name="Line">The line of the page at which its code begins.</param>
/// <param name="Language">The word after the fence.</param>
/// <param name="Code">The text between the fences.</param>
internal sealed partial record Snippet(string Page, int Line, string Language, string Code)
{
    public string Place => $"{Page}:{Line}";

    public bool IsCSharp => Language == "csharp";

    /// <summary>Gets whether it is a file of settings.</summary>
    public bool IsSettings => Language == "json" && Code.Contains("\"Liveness\":", StringComparison.Ordinal);

    /// <summary>Gets whether it shows a mistake; then it compiles, and nobody should run it.</summary>
    public bool ShowsMistake => Code.StartsWith("// before", StringComparison.Ordinal);

    /// <summary>Gets what the page says that the code prints: the comments behind <c>Console.WriteLine</c>.</summary>
    public IEnumerable<string> PromisedOutput => Promise().Matches(Code).Select(match => match.Groups["text"].Value.Trim());

    public override string ToString() => Place;

    [GeneratedRegex(@"Console\.WriteLine\(.*\);\s*// (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Promise();
}
