namespace LivenessSdk.Docs.Tests;

/// <summary>Follows the links of the built site. Links to other sites are not followed: tests do not depend on them.</summary>
[Collection(nameof(SiteCollection))]
public sealed class SiteTests(Site site)
{
    [Fact(Skip = "Needs bash.", SkipUnless = nameof(Site.CanBuild), SkipType = typeof(Site))]
    public void Every_page_by_task_and_every_package_is_on_the_site()
    {
        string[] pages = [.. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(Path.GetFileNameWithoutExtension).Select(name => $"docs/{name}.html")];

        site.Pages.Keys.Should().Contain(pages).And.Contain(
        [
            "index.html", "CHANGELOG.html", "docs/providers/argos.html", "docs/decisions/index.html", "api/LivenessSdk.html",
            "api/LivenessSdk.ILivenessClient.html", "api/LivenessSdk.AspNetCore.html", "api/LivenessSdk.Evaluation.html", "api/LivenessSdk.Simulator.html", "api/LivenessSdk.Testing.html", "api/LivenessSdk.Worker.html",
        ]);
    }

    [Fact(Skip = "Needs bash.", SkipUnless = nameof(Site.CanBuild), SkipType = typeof(Site))]
    public void Links_lead_to_pages_and_anchors_of_the_site() =>
        site.Pages.Values.SelectMany(page => page.Links.Where(link => !Resolves(page, link)).Select(link => $"{page.Path}: {link}")).Distinct().Should().BeEmpty();

    [Fact(Skip = "Needs bash.", SkipUnless = nameof(Site.CanBuild), SkipType = typeof(Site))]
    public void Pages_load_nothing_from_other_hosts() =>
        site.Pages.Values.SelectMany(page => page.Loads.Where(IsElsewhere).Select(link => $"{page.Path}: {link}")).Should().BeEmpty();

    [Fact(Skip = "Needs bash.", SkipUnless = nameof(Site.CanBuild), SkipType = typeof(Site))]
    public void A_dead_link_is_found()
    {
        SitePage home = site.Pages["index.html"];

        Resolves(home, "docs/getting-started.html#2-get-the-packages").Should().BeTrue();
        Resolves(home, "docs/").Should().BeTrue();
        Resolves(home, "docs/no-such-page.html").Should().BeFalse();
        Resolves(home, "docs/getting-started.html#no-such-heading").Should().BeFalse();
        new SitePage("x.html", "<script async src=\"https://elsewhere.example/x.js\">").Loads.Where(IsElsewhere).Should().ContainSingle();
    }

    private static bool IsElsewhere(string link) => link.StartsWith("//", StringComparison.Ordinal) || Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && !uri.IsFile;

    private bool Resolves(SitePage page, string link)
    {
        if (IsElsewhere(link))
        {
            return true;
        }

        string[] parts = link.Split('#', 2);
        string path = Uri.UnescapeDataString(parts[0].Split('?')[0]);
        string target = path.Length == 0 ? page.Path : Path.GetRelativePath(Site.Folder, Path.GetFullPath(Path.Combine(Site.Folder, Path.GetDirectoryName(page.Path)!, path)));
        target = target == "." || path.EndsWith('/') ? Path.Combine(target, "index.html").Replace("./", "", StringComparison.Ordinal) : target;
        return site.Pages.TryGetValue(target, out SitePage? found)
            ? parts.Length == 1 || parts[1].Length == 0 || found.Anchors.Contains(Uri.UnescapeDataString(parts[1]))
            : File.Exists(Path.Combine(Site.Folder, target));
    }
}
