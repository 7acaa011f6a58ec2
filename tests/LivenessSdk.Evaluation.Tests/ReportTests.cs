using System.Text.Json;
using System.Text.RegularExpressions;

namespace LivenessSdk.Evaluation.Tests;

public sealed partial class ReportTests
{
    [Fact]
    public async Task Page_has_no_script_and_no_reference_to_elsewhere()
    {
        string html = await RenderAsync(CreateReport(31));

        html.Should().NotContainAny("<script", "javascript:", "http://", "https://", "@import", "<link", "<iframe", " onclick", " onload");
        Reference().Matches(html).Select(match => match.Groups["target"].Value).Should().OnlyContain(target => target.StartsWith('#') || target.StartsWith("data:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_of_the_manifest_is_not_taken_for_markup()
    {
        PresentationResult[] results = [.. Set.Attacks("<img src=x onerror=alert(1)>", 5, 1), .. Set.People(5, 1, system: "\"><script>alert(1)</script>"), .. Set.People(5, 1)];
        string html = await RenderAsync(new EvaluationReport { Summary = Evaluator.Evaluate(results), Title = "<b>bold</b>" });

        html.Should().NotContainAny("<script", "<img", "<b>bold");
        html.Should().Contain("&lt;img src=x onerror=alert(1)&gt;");
    }

    [Fact]
    public async Task Nothing_among_59_is_said_with_its_bound_and_whether_it_is_one_sided()
    {
        EvaluationSummary summary = Evaluator.Evaluate([.. Set.Attacks("print", 59, 0), .. Set.People(10, 0)]);
        string html = await RenderAsync(new EvaluationReport { Summary = summary });

        html.Should().Contain("0 of 59").And.Contain("at most 4.95 %").And.Contain("one-sided 95 %").And.Contain("6.06 %").And.Contain("two-sided 95 %");
    }

    [Fact]
    public async Task Too_few_subjects_are_said_in_place_of_a_band()
    {
        (await RenderAsync(CreateReport(32))).Should().Contain("too few people");
    }

    [Fact]
    public async Task Pictures_are_there_only_when_asked_for()
    {
        EvaluationReport report = CreateReport(33);
        byte[] photo = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        (await RenderAsync(report)).Should().NotContain("<img");

        string html = await RenderAsync(report, _ => new MemoryStream(photo));
        string[] pictures = [.. Picture().Matches(html).Select(match => match.Groups["base64"].Value)];
        pictures.Should().HaveCount(report.Summary.Disagreements.Count);
        pictures.Should().OnlyContain(picture => Convert.FromBase64String(picture).SequenceEqual(photo));
    }

    [Fact]
    public async Task Json_has_the_figures()
    {
        EvaluationReport report = CreateReport(34);
        using MemoryStream stream = new();
        await report.WriteJsonAsync(stream, TestContext.Current.CancellationToken);
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());

        SystemEvaluation system = report.Summary.Systems[0];
        JsonElement found = json.RootElement.GetProperty("summary").GetProperty("systems")[0];
        found.GetProperty("system").GetString().Should().Be(system.System);
        found.GetProperty("bpcer").GetProperty("errors").GetInt32().Should().Be(system.Bpcer.Errors);
        found.GetProperty("bpcer").GetProperty("upperBound").GetDouble().Should().Be(system.Bpcer.UpperBound);
        found.GetProperty("worstSpecies").GetProperty("apcer").GetProperty("interval").GetProperty("upper").GetDouble()
            .Should().Be(system.WorstSpecies!.Apcer.Interval!.Value.Upper);
        json.RootElement.GetProperty("summary").GetProperty("disagreements").GetArrayLength().Should().Be(report.Summary.Disagreements.Count);
    }

    [Fact]
    public void Csv_has_a_line_for_every_rate()
    {
        EvaluationReport report = CreateReport(35);
        StringWriter text = new();
        report.WriteCsv(text);

        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().OnlyContain(line => line.Split(',').Length == 14);
        foreach (SystemEvaluation system in report.Summary.Systems)
        {
            lines.Should().Contain(line => line.StartsWith($"{system.System},bpcer,,{system.Bpcer.Errors},{system.Bpcer.Count},{system.Bpcer.Subjects},", StringComparison.Ordinal));
            foreach (SpeciesEvaluation species in system.Species)
            {
                lines.Should().Contain(line => line.StartsWith($"{system.System},apcer,{species.Species},{species.Apcer.Errors},{species.Apcer.Count},", StringComparison.Ordinal));
            }
        }
    }

    private static EvaluationReport CreateReport(int seed) => new()
    {
        // Three systems with scores, if the seed is a good one.
        Summary = Evaluator.Evaluate(
            Enumerable.Range(seed, 1000).Select(next => RandomResults.Create(new Random(next)))
                .First(results => results.DistinctBy(result => result.System).Count() == 3 && results.All(result => result.Score is not null || result.Verdict is null)),
            new EvaluationOptions { Resamples = 100 }),
    };

    private static async Task<string> RenderAsync(EvaluationReport report, Func<Presentation, Stream>? openPhoto = null)
    {
        StringWriter text = new();
        await report.WriteHtmlAsync(text, openPhoto, TestContext.Current.CancellationToken);
        return text.ToString();
    }

    [GeneratedRegex("(src|href|url)=?[\"(](?<target>[^\")]*)")]
    private static partial Regex Reference();

    [GeneratedRegex("src=\"data:;base64,(?<base64>[^\"]*)\"")]
    private static partial Regex Picture();
}
