using Microsoft.Playwright;

namespace LivenessSdk.Samples.Tests;

/// <summary>Looks at the report of the sample Evaluation in a browser.</summary>
public sealed class EvaluationReportTests(Chromium chromium, EvaluationReport report) : IClassFixture<Chromium>, IClassFixture<EvaluationReport>
{
    private static readonly string s_screenshots = Path.Combine(Sample.RepositoryRoot, "artifacts", "screenshots");

    [Fact]
    public void The_sample_writes_the_report_in_three_forms_and_the_raw_results() =>
        report.Folder.EnumerateFiles().Select(file => file.Name).Should().BeEquivalentTo("report.html", "report.json", "report.csv", "results.csv");

    [ChromiumTheory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task The_report_is_legible(int width, bool dark)
    {
        IPage page = await chromium.OpenAsync(report.Address, width: width, dark: dark);
        List<string> requests = [];
        page.Request += (_, request) => requests.Add(request.Url);
        await page.ReloadAsync();

        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(s_screenshots, $"report-{width}-{(dark ? "dark" : "light")}.png"),
            FullPage = true,
        });
        requests.Should().Equal(report.Address.AbsoluteUri);
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("nothing may be cut off");
        (await page.EvaluateAsync<string[]>(Contrast.FindFaintText)).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task The_report_is_printed()
    {
        IPage page = await chromium.OpenAsync(report.Address);

        byte[] pdf = await page.PdfAsync(new PagePdfOptions
        {
            Path = Path.Combine(s_screenshots, "report.pdf"), Format = "A4", PrintBackground = true,
        });
        pdf.AsSpan(0, 5).SequenceEqual("%PDF-"u8).Should().BeTrue();
    }
}
