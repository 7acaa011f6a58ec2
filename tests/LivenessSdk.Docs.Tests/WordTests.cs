using System.Text.RegularExpressions;

namespace LivenessSdk.Docs.Tests;

/// <summary>Holds the pages to one word for one thing. Code, links and quoted output are left out, and so is the changelog, which is history.</summary>
public sealed partial class WordTests
{
    /// <summary>Lists words, with what is written instead.</summary>
    public static TheoryData<string, string> Words => new()
    {
        { "repl(y|ies)", "response" },
        { "registrations?", "client, or client name" },
        { "time-outs?", "timeout" },
        { "under way", "in flight" },
        { "refus(e|es|ed)", "reject" },
        { "made smaller", "downscaled" },
        { "told apart", "distinguished" },
        { "held to|kept to", "validated against" },
        { "houses?|strangers?|dice|patience", "the field's term" },
        { "colours?|analys(e|ed)|licences?|recognis(e|ed)", "American spelling" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void One_thing_has_one_word(string word, string instead) =>
        Page.All().Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal) || page.Path is "README.md" or "CONTRIBUTING.md" or "SECURITY.md")
            .SelectMany(page => Sentences(page).Where(line => Regex.IsMatch(line, $@"\b({word})\b", RegexOptions.IgnoreCase)).Select(line => $"{page.Path}: {line}"))
            .Should().BeEmpty("'{0}' is written there instead of '{1}'", word, instead);

    [Fact]
    public void A_wrong_word_is_found_outside_of_code() =>
        Sentences(Page.Parse("page.md", "The reply.\n\n```\nreply\n```\n\n[reply](reply.md) and `reply`\n")).Should().Equal("The reply.", "[reply] and ");

    private static IEnumerable<string> Sentences(Page page)
    {
        bool isCode = false;
        foreach (string line in page.Text.Split('\n'))
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            string text = NoSentence().Replace(line, "");
            if (!isCode && text.Trim(' ', '`').Length > 0 && !IsQuoted(page.Path, line))
            {
                yield return text;
            }
        }
    }

    /// <summary>Determines whether a line is the output of a program, or a text of the law.</summary>
    private static bool IsQuoted(string page, string line) => page switch
    {
        "docs/performance.md" => line.StartsWith('|'),
        "docs/telemetry.md" => LogMessage().IsMatch(line),
        "docs/consent-and-law.md" => line.Contains("refus", StringComparison.Ordinal),
        _ => false,
    };

    [GeneratedRegex("`[^`]*`|(?<=\\])\\([^)]*\\)")]
    private static partial Regex NoSentence();

    [GeneratedRegex("^\\| \\d+ \\|")]
    private static partial Regex LogMessage();
}
