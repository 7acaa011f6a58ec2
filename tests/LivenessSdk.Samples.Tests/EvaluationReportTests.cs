using Microsoft.Playwright;

namespace LivenessSdk.Samples.Tests;

/// <summary>Runs the sample Evaluation, and looks at its report in a browser.</summary>
public sealed class EvaluationReportTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly string s_screenshots = Path.Combine(Sample.RepositoryRoot, "artifacts", "screenshots");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liveness-report-");

    public async ValueTask InitializeAsync()
    {
        using Sample run = Sample.Start("Evaluation", [], _folder.FullName);
        (int exitCode, string output) = await run.WaitAsync();
        exitCode.Should().Be(0, because: output);
        output.Should().Contain("Simulated").And.Contain("covers the true rate").And.NotContain("Unhandled exception");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }

    [Fact]
    public void The_sample_writes_the_report_in_three_forms_and_the_raw_results() =>
        _folder.EnumerateFiles().Select(file => file.Name).Should().BeEquivalentTo("report.html", "report.json", "report.csv", "results.csv");

    [ChromiumTheory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task The_report_is_legible(int width, bool dark)
    {
        IPage page = await chromium.OpenAsync(Report, width: width, dark: dark);
        List<string> requests = [];
        page.Request += (_, request) => requests.Add(request.Url);
        await page.ReloadAsync();

        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(s_screenshots, $"report-{width}-{(dark ? "dark" : "light")}.png"),
            FullPage = true,
        });
        requests.Should().Equal(Report.AbsoluteUri);
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("nothing may be cut off");
        (await page.EvaluateAsync<string[]>(Contrast.FindFaintText)).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task The_report_is_printed()
    {
        IPage page = await chromium.OpenAsync(Report);

        byte[] pdf = await page.PdfAsync(new PagePdfOptions
        {
            Path = Path.Combine(s_screenshots, "report.pdf"), Format = "A4", PrintBackground = true,
        });
        pdf.AsSpan(0, 5).SequenceEqual("%PDF-"u8).Should().BeTrue();
    }

    private Uri Report => new(Path.Combine(_folder.FullName, "report.html"));
}
