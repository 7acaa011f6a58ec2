using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LivenessSdk.Cli;

/// <summary>Writes letters, punctuation and emoji in JSON as they are. <c>System.Text.Json</c> escapes them all, or none of the marks that change the direction of a line in a terminal.</summary>
internal static partial class ReadableJson
{
    /// <summary>Replaces the escapes of characters that are visible and have no meaning in JSON.</summary>
    public static string Unescape(string json) => Escapes().Replace(json, match => match.Value == @"\\" ? match.Value : UnescapeRun(match.Value));

    private static string UnescapeRun(string escapes)
    {
        string text = string.Concat(escapes.Split(@"\u", StringSplitOptions.RemoveEmptyEntries).Select(code => (char)Convert.ToUInt16(code, 16)));
        StringBuilder readable = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            string shown = rune.ToString();
            readable.Append(IsReadable(rune) ? shown : string.Concat(shown.Select(unit => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)unit:X4}"))));
        }

        return readable.ToString();
    }

    private static bool IsReadable(Rune rune) =>
        rune.Value is not ('"' or '\\')
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Finds escaped characters. An escaped backslash is found first, so that what follows it is not taken for an escape.</summary>
    [GeneratedRegex(@"\\\\|(?:\\u[0-9A-Fa-f]{4})+")]
    private static partial Regex Escapes();
}
