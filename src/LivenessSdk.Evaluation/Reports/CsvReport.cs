using System.Globalization;
using CsvHelper;

namespace LivenessSdk.Evaluation;

/// <summary>Writes every rate of a report as a line of CSV.</summary>
internal static class CsvReport
{
    public static void Write(EvaluationReport report, TextWriter writer)
    {
        using CsvWriter csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n", Injection = CsvInjection.Escape }, leaveOpen: true);
        WriteRow(csv,
            "system", "figure", "of", "errors", "count", "subjects", "point", "lower_one_sided", "upper_one_sided",
            "lower_two_sided", "upper_two_sided", "lower_by_subjects", "upper_by_subjects", "confidence");
        foreach (SystemEvaluation system in report.Summary.Systems)
        {
            foreach ((string figure, string? of, Rate rate) in Rates(system))
            {
                WriteRow(csv,
                    system.System, figure, of, Text(rate.Errors), Text(rate.Count), Text(rate.Subjects), Text(rate.Point),
                    Text(rate.LowerBound), Text(rate.UpperBound), Text(rate.Interval?.Lower), Text(rate.Interval?.Upper),
                    Text(rate.SubjectInterval?.Lower), Text(rate.SubjectInterval?.Upper), Text(rate.Confidence));
            }

            foreach (ScoreAnalysis scores in system.ScoresBySpecies.Prepend(system.Scores).OfType<ScoreAnalysis>())
            {
                string of = scores.Species ?? "all attacks";
                WriteEstimate(csv, system.System, "eer", of, scores, scores.EqualErrorRate, report);
                foreach (ScoreEstimateAtApcer at in scores.AtApcer)
                {
                    WriteEstimate(csv, system.System, $"bpcer_at_apcer_{Text(at.MaximumApcer)}", of, scores, at.Bpcer, report);
                }
            }
        }
    }

    private static IEnumerable<(string Figure, string? Of, Rate Rate)> Rates(SystemEvaluation system) =>
    [
        .. system.Species.SelectMany(species => ((string, string?, Rate)[])
        [
            ("apcer", species.Species, species.Apcer), ("apnrr", species.Species, species.Apnrr), ("accepted_attacks", species.Species, species.AcceptedAttacks),
        ]),
        ("bpcer", null, system.Bpcer),
        ("apnrr", null, system.Apnrr),
        ("bpnrr", null, system.Bpnrr),
        ("accepted_attacks", null, system.AcceptedAttacks),
        ("rejected_persons", null, system.RejectedPersons),
        ("not_evaluated", null, system.NotEvaluated),
        .. (system.Groups?.Groups ?? []).Select(group => ("bpcer", (string?)group.Group, group.Bpcer)),
    ];

    private static void WriteEstimate(
        CsvWriter csv, string system, string figure, string of, ScoreAnalysis scores, ScoreEstimate estimate, EvaluationReport report) =>
        WriteRow(csv,
            system, figure, of, null, Text(scores.BonaFideCount + scores.AttackCount), Text(scores.BonaFideSubjects + scores.AttackSubjects), Text(estimate.Point),
            null, null, null, null, Text(estimate.Band?.Lower), Text(estimate.Band?.Upper), Text(report.Summary.Options.Confidence));

    private static void WriteRow(CsvWriter csv, params ReadOnlySpan<string?> fields)
    {
        foreach (string? field in fields)
        {
            csv.WriteField(field);
        }

        csv.EndRecord();
    }

    private static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
