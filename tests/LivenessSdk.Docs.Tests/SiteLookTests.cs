using LivenessSdk.Samples.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.Docs.Tests;

/// <summary>Looks at the site in Chromium, and keeps pictures of it in artifacts/screenshots.</summary>
[Collection(nameof(SiteCollection))]
public sealed class SiteLookTests(Site site, Chromium chromium)
{
    public static TheoryData<string, int, bool> Views
    {
        get
        {
            TheoryData<string, int, bool> views = [];
            foreach (string page in new[] { "index.html", "docs/index.html", "docs/getting-started.html", "docs/choosing-a-vendor.html", "docs/compositions.html", "api/LivenessSdk.ILivenessClient.html" })
            {
                views.Add(page, 320, true);
                views.Add(page, 1280, false);
            }

            return views;
        }
    }

    [ChromiumTheory]
    [MemberData(nameof(Views))]
    public async Task A_page_fits_the_window_and_loads_nothing_from_elsewhere(string path, int width, bool dark)
    {
        List<string> elsewhere = [];
        IPage page = await chromium.OpenAsync(site.Address, width, dark);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };

        await page.GotoAsync(new Uri(site.Address, path).AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(page.Locator("article h1, .hero h1").First).ToBeVisibleAsync();

        await page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf(path, width, dark), FullPage = true });
        elsewhere.Should().BeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, "nothing stands out to the right");
        (await page.EvaluateAsync<string>("document.documentElement.dataset.bsTheme")).Should().Be(dark ? "dark" : "light");
        await page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task Search_finds_a_page_by_a_word()
    {
        IPage page = await chromium.OpenAsync(new Uri(site.Address, "docs/index.html"), 1280);

        await page.Locator("#search-query").FillAsync("idempotency");

        await Expect(page.Locator("#search-results .sr-items a").First).ToBeVisibleAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = PictureOf("search.html", 1280, false) });
        await page.Context.CloseAsync();
    }

    private static string PictureOf(string path, int width, bool dark) => Path.Combine(
        Repository.PathOf("artifacts", "screenshots"), $"site-{path.Replace(".html", "", StringComparison.Ordinal).Replace('/', '-')}-{width}-{(dark ? "dark" : "light")}.png");
}
