using System.Globalization;

namespace LivenessSdk.Evaluation;

/// <summary>Writes a report as one page of HTML.</summary>
internal static class ReportPage
{
    private static readonly string s_style = ReadStyle();

    public static async Task WriteAsync(
        EvaluationReport report, TextWriter writer, Func<Presentation, Stream>? openPhoto, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Markup start = Markup.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>{report.Title}</title><style>{new Markup(s_style)}</style></head><body>
            {Header(report)}<main>{SummarySection.Render(report)}{AttackSection.Render(report)}{PersonSection.Render(report)}{ScoreSection.Render(report)}
            {ThresholdSection.Render(report)}{ComparisonSection.Render(report)}{OperationSection.Render(report)}
            """);
        await writer.WriteAsync(start.ToString().AsMemory(), cancellationToken).ConfigureAwait(false);
        await DisagreementSection.WriteAsync(report, writer, openPhoto, cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync(Markup.Of($"{MethodSection.Render(report)}</main></body></html>\n").ToString().AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    private static Markup Header(EvaluationReport report)
    {
        EvaluationSummary summary = report.Summary;
        int species = summary.Systems.SelectMany(system => system.Species).Select(one => one.Species).Distinct().Count();
        string created = report.Created?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "";
        return Markup.Of(
            $"""
            <header>{(report.IsSimulated ? Markup.Of($"<p class=\"simulated\">Simulated vendors. These figures say nothing about real ones.</p>") : Markup.Empty)}
            <p class="eyebrow">Presentation attack detection{(created.Length > 0 ? $" · {created}" : "")}</p><h1>{report.Title}</h1>
            <dl class="facts"><div><dt>{(summary.Systems.Count == 1 ? "system" : "systems")}</dt><dd>{summary.Systems.Count}</dd></div>
            <div><dt>bona fide photos of {summary.BonaFideSubjects} people</dt><dd>{summary.BonaFideCount}</dd></div>
            <div><dt>attacks on {summary.AttackSubjects} people</dt><dd>{summary.AttackCount}</dd></div>
            <div><dt>species of attack</dt><dd>{species}</dd></div></dl></header>
            """);
    }

    private static string ReadStyle()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
