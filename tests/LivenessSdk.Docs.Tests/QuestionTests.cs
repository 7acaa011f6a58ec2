using System.Text.RegularExpressions;

namespace LivenessSdk.Docs.Tests;

/// <summary>Looks for answers as a new reader does: from the README, by links, at most two deep, to a heading that promises the answer.</summary>
public sealed class QuestionTests
{
    private const int MaxLinks = 2;

    private static readonly IReadOnlyList<Question> s_questions = Question.ReadAll();

    private static readonly PageSection[] s_sections = [.. FollowLinks("README.md", MaxLinks).SelectMany(page => page.Sections)];

    public static TheoryData<string> Questions => new(s_questions.Select(question => question.Text));

    [Theory]
    [MemberData(nameof(Questions))]
    public void Question_is_answered_within_two_links_from_the_README(string text)
    {
        Question question = s_questions.Single(question => question.Text == text);
        PageSection[] promising = [.. s_sections.Where(section => Regex.IsMatch(section.Heading, question.Heading))];
        promising.Should().NotBeEmpty("a heading promises the answer ('{0}')", question.Heading);

        string[] missing = promising.Select(section => Missing(section, question)).MinBy(facts => facts.Length)!;

        missing.Should().BeEmpty("'{0}' says all of it", promising[0].Heading);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void Answer_is_true_of_the_product(string text) =>
        s_questions.Single(question => question.Text == text).Facts.Where(fact => !fact.IsHeld()).Select(fact => fact.HeldBy).Should().BeEmpty();

    [Fact]
    public void An_answer_that_is_missing_is_found()
    {
        Page page = Page.Parse("page.md", "# Title\n\nOne.\n\n## Cost of a check\n\nTwo\nlines.\n\n### Below\n\nThree.\n\n## Other\n\nFour.\n");
        PageSection section = page.Sections.Single(section => section.Heading == "Cost of a check");

        Missing(section, new Question("?", "Cost", [new Fact("Two lines"), new Fact("Three"), new Fact("Four")])).Should().Equal("Four");
        new Fact("", "README.md: !LivenessSdk").IsHeld().Should().BeFalse();
        new Fact("", "README.md: no such text anywhere").IsHeld().Should().BeFalse();
    }

    private static string[] Missing(PageSection section, Question question) =>
        [.. question.Facts.Select(fact => fact.Says).Where(fact => !Regex.IsMatch(section.Text, fact))];

    private static List<Page> FollowLinks(string start, int links)
    {
        HashSet<string> known = [start];
        List<Page> pages = [Page.Read(start)];
        List<Page> last = pages;
        for (int i = 0; i < links; i++)
        {
            last = [.. last.SelectMany(page => page.LinkedPages).Where(known.Add).Select(Page.Read)];
            pages.AddRange(last);
        }

        return pages;
    }
}
