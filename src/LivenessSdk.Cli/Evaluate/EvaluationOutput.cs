using System.CommandLine;
using System.Globalization;
using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Shows and writes the results of an evaluation.</summary>
internal sealed class EvaluationOutput(Terminal terminal, EvaluateOptions options, ParseResult arguments)
{
    /// <returns>The exit code.</returns>
    public async Task<int> WriteAsync(EvaluatedResults evaluated, CancellationToken cancellationToken)
    {
        EvaluationSummary summary = Evaluator.Evaluate(evaluated.Results, options.Evaluation(arguments));
        EvaluationReport report = new()
        {
            Title = $"Liveness evaluation: {evaluated.Name}",
            Summary = summary,
            Created = TimeProvider.System.GetUtcNow(),
            IsSimulated = evaluated.IsSimulated,
            Gates = [.. options.Gates(arguments).SelectMany(gate => summary.Systems.Select(gate.Decide))],
            ThresholdSettings = FindSettings(summary, evaluated.ThresholdClients),
            Details =
            [
                .. evaluated.Details,
                new ReportDetail("LivenessSdk", typeof(LivenessClient).Assembly.GetName().Version!.ToString(3)),
                new ReportDetail("Command", $"liveness {string.Join(' ', arguments.Tokens.Select(token => token.Value))}"),
            ],
        };

        ShowTable(summary);
        ShowThresholds(report);
        await WriteFilesAsync(report, evaluated, cancellationToken);
        return ShowGates(report);
    }

    private void ShowTable(EvaluationSummary summary)
    {
        TextTable table = new("system", "attacks accepted", "at most", "species", "people rejected", "at most", "no response", "not evaluated");
        foreach (SystemEvaluation system in summary.Systems)
        {
            Rate? attacks = system.WorstSpecies?.Apcer;
            string[] cells =
            [
                Terminal.Plain(system.System), Describe(attacks), Percent(attacks?.UpperBound), Terminal.Plain(system.WorstSpecies?.Species ?? ""),
                Describe(system.Bpcer), Percent(system.Bpcer.UpperBound), $"{system.Apnrr} / {system.Bpnrr}", system.NotEvaluated.ToString(),
            ];
            table.AddRow(cells.Select(cell => new Cell(cell)));
        }

        terminal.Write(table);
        terminal.WriteLine("'at most': one-sided 95 %, for independent photos. Attacks are those of the worst species.");
    }

    private void ShowThresholds(EvaluationReport report)
    {
        foreach (SystemEvaluation system in report.Summary.Systems)
        {
            if (system.Threshold is not { } choice)
            {
                continue;
            }

            if (choice.Confirmed is { } confirmed)
            {
                string setting = report.ThresholdSettings.GetValueOrDefault(system.System) ?? $"threshold {choice.Threshold!.Value.ToString(CultureInfo.InvariantCulture)}";
                string worst = Percent(confirmed.LargestUpperBound);
                terminal.WriteLine($"{system.System}: {setting}");
                terminal.WriteLine(
                    $"{system.System}: {(choice.Status == ThresholdStatus.Confirmed ? "confirmed" : "NOT confirmed")} on the other half of the people: APCER of every species at most {worst}, "
                    + $"BPCER {Describe(confirmed.Bpcer)}, at most {Percent(confirmed.Bpcer.UpperBound)} (one-sided 95 %).");
            }
            else
            {
                terminal.WriteLine(choice.Status == ThresholdStatus.NoThreshold
                    ? $"{system.System}: no threshold rejects the attacks and accepts people."
                    : $"{system.System}: too few photos to choose a threshold: {string.Join("; ", choice.Shortages.Select(Describe))}.");
            }
        }
    }

    private async Task WriteFilesAsync(EvaluationReport report, EvaluatedResults evaluated, CancellationToken cancellationToken)
    {
        string html = options.Html(arguments)?.FullName ?? evaluated.ReportName;
        await using (StreamWriter writer = new(File.Create(html)))
        {
            await report.WriteHtmlAsync(writer, options.EmbedsPhotos(arguments) ? evaluated.OpenPhoto : null, cancellationToken);
        }

        if (options.Json(arguments) is { } json)
        {
            await using FileStream stream = json.Create();
            await report.WriteJsonAsync(stream, cancellationToken);
        }

        if (options.Csv(arguments) is { } csv)
        {
            await using StreamWriter writer = csv.CreateText();
            report.WriteCsv(writer);
        }

        terminal.WriteLine($"Report: {Terminal.Plain(html)}");
    }

    private int ShowGates(EvaluationReport report)
    {
        foreach (GateResult gate in report.Gates)
        {
            string why = gate.Reason ?? $"{Percent(gate.Value)}{(gate.Species is null ? "" : $", by {gate.Species}")}";
            terminal.WriteLine(Terminal.Plain($"{(gate.Status == GateStatus.Undecided ? "not decided" : gate.Status.ToString().ToLowerInvariant())}: {gate.System}: {gate.Expression} ({why})"));
        }

        return report.Gates.Any(gate => gate.Status == GateStatus.Failed) ? ExitCodes.GateFailed
            : report.Gates.Any(gate => gate.Status == GateStatus.Undecided) ? ExitCodes.GateUndecided
            : report.Summary.Systems.Any(system => system.NotEvaluated.Errors == system.NotEvaluated.Count) ? ExitCodes.VendorFailure
            : ExitCodes.Live;
    }

    /// <summary>Gets the configuration setting for a threshold.</summary>
    private static Dictionary<string, string> FindSettings(EvaluationSummary summary, IReadOnlyDictionary<string, string> clients)
    {
        // The only vendor whose threshold is set by the caller uses a scale from 0 to 100.
        const double Scale = 100;
        return summary.Systems.Where(system => system.Threshold?.Threshold is not null && clients.ContainsKey(system.System)).ToDictionary(
            system => system.System,
            system => string.Create(
                CultureInfo.InvariantCulture,
                $"Liveness:Providers:{clients[system.System]}:{nameof(ArgosOptions.LiveThreshold)} = {Math.Round(system.Threshold!.Threshold!.Value * Scale, 10)}"));
    }

    private static string Describe(PhotoShortage shortage) =>
        string.Create(CultureInfo.InvariantCulture, $"{shortage.Species ?? "bona fide"} {shortage.Available} of {shortage.Required} needed");

    private static string Describe(Rate? rate) => rate is null or { Count: 0 } ? "no data" : $"{Percent(rate.Point)} ({rate})";

    private static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.##} %") : "";
}
