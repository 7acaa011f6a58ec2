namespace LivenessSdk.Evaluation;

/// <summary>Shows the chosen thresholds, or the reason why there are none.</summary>
internal static class ThresholdSection
{
    public static Markup Render(EvaluationReport report)
    {
        SystemEvaluation[] systems = [.. report.Summary.Systems.Where(system => system.Threshold is not null)];
        return systems.Length == 0 ? Markup.Empty : Markup.Of(
            $"""
            <section id="threshold"><h2>Threshold</h2>
            <p>Chosen on half of the people and confirmed on the other half. The confirmed figures are the ones to report: the others flatter the threshold that was picked by them.</p>
            {systems.Select(system => Render(system, report))}</section>
            """);
    }

    private static Markup Render(SystemEvaluation system, EvaluationReport report)
    {
        ThresholdChoice choice = system.Threshold!;
        string setting = choice.Threshold is { } threshold
            ? report.ThresholdSettings.GetValueOrDefault(system.System) ?? $"threshold {Figures.Threshold(threshold)}"
            : "";
        return Markup.Of(
            $"""
            <div class="choice {choice.Status.ToString().ToLowerInvariant()}"><h3>{system.System}</h3><p class="verdict">{Describe(choice)}</p>
            {(setting.Length > 0 ? Markup.Of($"<pre><code>{setting}</code></pre>") : Markup.Empty)}
            <p class="note">Chosen by {Criterion(choice.Criterion)}. Seed of the split: {Text(choice.Seed)}.</p>
            {(choice.Shortages.Count > 0 ? Shortages(choice) : Markup.Empty)}{(choice.Threshold is null ? Markup.Empty : Table(choice, report))}</div>
            """);
    }

    private static string Describe(ThresholdChoice choice) => choice.Status switch
    {
        ThresholdStatus.Confirmed when choice.Criterion.MaximumApcer is { } maximum =>
            $"Confirmed: each species is accepted in at most {Figures.Percent(choice.Confirmed!.LargestUpperBound)}, which is within {Figures.Percent(maximum)}.",
        ThresholdStatus.Confirmed => "The threshold with the lowest expected cost.",
        ThresholdStatus.NotConfirmed =>
            $"Not confirmed: on the other half a species may be accepted in up to {Figures.Percent(choice.Confirmed!.LargestUpperBound)}. Collect more photos, or accept a larger APCER.",
        ThresholdStatus.NoThreshold => "No threshold rejects the attacks and accepts people.",
        _ => "Too few photos to choose a threshold.",
    };

    private static string Criterion(ThresholdCriterion criterion) => criterion.MaximumApcer is { } maximum
        ? $"the APCER of every species, at most {Figures.Percent(maximum)} by its one-sided bound"
        : $"costs: {Figures.Number(criterion.Costs!.AcceptedAttack)} for an accepted attack, {Figures.Number(criterion.Costs.RejectedPerson)} for a rejected person, {Figures.Percent(criterion.Costs.AttackShare)} attacks";

    private static Markup Shortages(ThresholdChoice choice) => Markup.Of(
        $"<ul>{choice.Shortages.Select(shortage => Markup.Of($"<li>{shortage.Species ?? "bona fide"}: {shortage.Available} photos with a score, at least {shortage.Required} are needed for both halves</li>"))}</ul>");

    private static Markup Table(ThresholdChoice choice, EvaluationReport report) => Markup.Of(
        $"""
        <div class="scroll"><table><thead><tr><th>Threshold</th><th>Figure</th>{Figures.Heads(report.Summary.Options.Confidence)}</tr></thead><tbody>
        {Rows($"{Figures.Threshold(choice.Threshold!.Value)}, confirmed", choice.Confirmed!)}{Rows($"{Figures.Threshold(choice.Threshold.Value)}, where chosen", choice.Chosen!)}
        {(choice is { ConfirmedInForce: { } inForce, InForce: { } threshold } ? Rows($"{Figures.Threshold(threshold)}, in force now", inForce) : Markup.Empty)}</tbody></table></div>
        """);

    private static Markup Rows(string name, ThresholdRates rates) => Markup.Of(
        $"""
        {rates.Apcer.Select((species, i) => Markup.Of(
            $"<tr{(i == 0 ? Markup.Of($" class=\"first\"") : Markup.Empty)}><th scope=\"row\">{name}</th><td>APCER, {species.Species}</td>{Figures.Cells(species.Apcer)}</tr>"))}
        <tr><th scope="row">{name}</th><td>BPCER</td>{Figures.Cells(rates.Bpcer)}</tr>
        """);

    private static string Text(int seed) => seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
