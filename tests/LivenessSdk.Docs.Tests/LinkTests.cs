namespace LivenessSdk.Docs.Tests;

/// <summary>Follows the links between pages. Links to other sites are not followed: tests do not depend on them.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => new(Page.All().Select(page => page.Path));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings_of_the_repository(string path)
    {
        Page page = Page.Read(path);

        page.Links.Where(link => !IsElsewhere(link)).Where(link => !Resolves(page, link)).Should().BeEmpty();
    }

    [Fact]
    public void A_link_to_nothing_is_found()
    {
        Page readme = Page.Read("README.md");

        Resolves(readme, "docs/getting-started.md#2-get-the-packages").Should().BeTrue();
        Resolves(readme, "#documentation").Should().BeTrue();
        Resolves(readme, "docs/no-such-page.md").Should().BeFalse();
        Resolves(readme, "docs/getting-started.md#no-such-heading").Should().BeFalse();
        Resolves(readme, "../outside.md").Should().BeFalse();
    }

    [Fact]
    public void Every_page_is_listed_by_task_and_in_the_contents_of_the_site()
    {
        string[] pages =
        [
            .. Page.All().Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/index.md"
                && (!path.StartsWith("docs/decisions/", StringComparison.Ordinal) || path == "docs/decisions/index.md")),
        ];
        string contents = File.ReadAllText(Repository.PathOf("docs", "toc.yml"));

        pages.Except(Page.Read("docs/index.md").LinkedPages).Should().BeEmpty("docs/index.md leads to all others");
        pages.Where(path => !contents.Contains($"href: {path["docs/".Length..]}\n", StringComparison.Ordinal)).Should().BeEmpty("docs/toc.yml lists all");
    }

    private static bool IsElsewhere(string link) => Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && !uri.IsFile;

    private static bool Resolves(Page page, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0
            ? page.FullPath
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.FullPath)!, parts[0]));
        return target.StartsWith(Repository.Root, StringComparison.Ordinal)
            && (File.Exists(target) || Directory.Exists(target))
            && (parts.Length == 1 || Page.Read(Path.GetRelativePath(Repository.Root, target)).Anchors.Contains(parts[1]));
    }
}
