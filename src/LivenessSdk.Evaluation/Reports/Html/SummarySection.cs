namespace LivenessSdk.Evaluation;

/// <summary>Shows the summary: the accepted attacks and the rejected people of each system.</summary>
internal static class SummarySection
{
    public static Markup Render(EvaluationReport report)
    {
        IReadOnlyList<SystemEvaluation> systems = report.Summary.Systems;
        IntervalChart attacks = new(systems.Select(system => system.WorstSpecies?.Apcer).OfType<Rate>());
        IntervalChart persons = new(systems.Select(system => system.Bpcer));
        string confidence = Figures.Confidence(report.Summary.Options.Confidence);
        return Markup.Of(
            $"""
            <section id="summary"><h2>At a glance</h2>
            <table class="summary"><thead><tr><th>System</th><th>Attacks accepted<small>APCER of the worst species</small></th><th>People rejected<small>BPCER</small></th>
            <th>No response<small>attacks / people</small></th><th class="num">Equal error rate</th><th class="num">Not evaluated</th></tr></thead>
            <tbody>{systems.Select(system => Row(system, attacks, persons))}</tbody></table>
            <p class="note">Bounds after Clopper and Pearson: "at most" is one-sided {confidence}, lines are two-sided {confidence}. The scale of the lines ends at
            {Figures.Percent(attacks.End)} for attacks and {Figures.Percent(persons.End)} for people. Photos of one person are alike, so that these bounds are too narrow
            where people gave several; see <a href="#attacks">the tables</a>.</p>
            {Gates(report)}</section>
            """);
    }

    private static Markup Row(SystemEvaluation system, IntervalChart attacks, IntervalChart persons) => Markup.Of(
        $"""
        <tr><th scope="row">{system.System}</th>
        <td data-label="Attacks accepted (APCER)"><div class="figure">{(system.WorstSpecies is { } worst
            ? Markup.Of($"{Figures.Headline(worst.Apcer)}<span class=\"n\">{worst.Species}</span>{attacks.Draw(worst.Apcer, "attack")}")
            : Markup.Of($"<span class=\"n\">no attack has a response</span>"))}</div></td>
        <td data-label="People rejected (BPCER)"><div class="figure">{Figures.Headline(system.Bpcer)}{(system.Bpcer.Count > 0 ? persons.Draw(system.Bpcer, "person") : Markup.Empty)}</div></td>
        <td data-label="No response, attacks / people"><div class="figure"><b>{Figures.Percent(system.Apnrr.Point)} / {Figures.Percent(system.Bpnrr.Point)}</b>
        <span class="bound">at most {Figures.Percent(system.Apnrr.UpperBound)} / {Figures.Percent(system.Bpnrr.UpperBound)}</span>
        <span class="n">{system.Apnrr.ToString()} / {system.Bpnrr.ToString()}</span></div></td>
        <td class="num" data-label="Equal error rate"><div class="figure">{(system.Scores is { } scores
            ? Markup.Of($"<b>{Figures.Percent(scores.EqualErrorRate.Point)}</b><span class=\"bound\">{Figures.Estimate(scores.EqualErrorRate)}</span><span class=\"n\">of {scores.BonaFideCount + scores.AttackCount}</span>")
            : Markup.Of($"<span class=\"n\">no score</span>"))}</div></td>
        <td class="num" data-label="Not evaluated"><div class="figure"><b>{Figures.Percent(system.NotEvaluated.Point)}</b>
        <span class="bound">at most {Figures.Percent(system.NotEvaluated.UpperBound)}</span><span class="n">{system.NotEvaluated.ToString()}</span></div></td></tr>
        """);

    private static Markup Gates(EvaluationReport report) => report.Gates.Count == 0 ? Markup.Empty : Markup.Of(
        $"""
        <h3>Gates</h3><ul class="gates">{report.Gates.Select(gate => Markup.Of(
            $"""
            <li class="{gate.Status.ToString().ToLowerInvariant()}"><span class="badge">{Word(gate.Status)}</span> <b>{gate.System}</b> <code>{gate.Expression}</code>
            <span class="n">{gate.Reason ?? $"{Figures.Percent(gate.Value)}{(gate.Species is null ? "" : $", {gate.Species}")}"}</span></li>
            """))}</ul>
        """);

    private static string Word(GateStatus status) => status switch
    {
        GateStatus.Passed => "✓ passed",
        GateStatus.Failed => "✕ failed",
        _ => "! not decided",
    };
}
