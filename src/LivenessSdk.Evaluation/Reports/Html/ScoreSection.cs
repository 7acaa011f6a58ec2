namespace LivenessSdk.Evaluation;

/// <summary>Shows DET curves and the rates that are read from them.</summary>
internal static class ScoreSection
{
    public static Markup Render(EvaluationReport report)
    {
        SystemEvaluation[] systems = [.. report.Summary.Systems.Where(system => system.Scores is not null)];
        string[] without = [.. report.Summary.Systems.Where(system => system.Scores is null).Select(system => system.System)];
        string confidence = Figures.Confidence(report.Summary.Options.Confidence);
        return systems.Length == 0 ? Markup.Empty : Markup.Of(
            $"""
            <section id="scores"><h2>Scores</h2>
            <p>What other thresholds would mean: every point of a curve is one threshold, so that fewer accepted attacks cost more rejected people. All attacks are pooled here;
            the table below has each species. A vendor's own verdict rests on more than its score, so these curves are no reason to overrule it.
            {(without.Length > 0 ? Markup.Of($"No score: {string.Join(", ", without)}.") : Markup.Empty)}</p>
            <div class="charts">{systems.Select(Draw)}</div>
            <p class="legend"><svg width="46" height="14"><path class="curve" d="M2 7H44"/></svg>curve <svg width="46" height="14"><path class="band" d="M2 2H44V12H2Z"/></svg>band,
            two-sided {confidence} at each point <svg width="16" height="14"><circle class="eer" cx="8" cy="7" r="4.5"/></svg>equal error rate
            <svg width="18" height="14"><path class="inforce" d="M9 7m-5 -5l10 10m0 -10l-10 10"/></svg>actual verdicts. Both axes in %, on normal deviates.</p>
            <div class="scroll"><table><thead><tr><th>System</th><th>Attacks</th><th class="num">Photos<small>people / attacks</small></th>
            <th class="num">Equal error rate<small>two-sided {confidence}</small></th>
            {systems[0].Scores!.AtApcer.Select(at => Markup.Of($"<th class=\"num\">BPCER at APCER {at.MaximumApcer * 100:0} %<small>two-sided {confidence}</small></th>"))}</tr></thead>
            <tbody>{systems.SelectMany(Rows)}</tbody></table></div></section>
            """);
    }

    private static Markup Draw(SystemEvaluation system)
    {
        ScoreAnalysis scores = system.Scores!;

        // The verdicts as given, at all attacks together, like the curve.
        DetPoint? inForce = system.AcceptedAttacks.Count > 0 && system.Bpcer.Point is { } bpcer
            ? new DetPoint
            {
                Apcer = (double)system.Species.Sum(species => species.Apcer.Errors) / Math.Max(1, system.Species.Sum(species => species.Apcer.Count)),
                Bpcer = bpcer,
            }
            : null;
        return Markup.Of($"<figure><figcaption>{system.System}<span>{Describe(scores.EqualErrorRate)}</span></figcaption>{new DetChart(scores).Draw(system.System, inForce)}</figure>");
    }

    private static string Describe(ScoreEstimate rate) => $"equal error rate {Figures.Percent(rate.Point)} ({Figures.Estimate(rate)})";

    private static IEnumerable<Markup> Rows(SystemEvaluation system) => system.ScoresBySpecies.Prepend(system.Scores!).Select((scores, i) => Markup.Of(
        $"""
        <tr{(i == 0 ? Markup.Of($" class=\"first\"") : Markup.Empty)}><th scope="row">{(i == 0 ? system.System : "")}</th><td>{scores.Species ?? "all"}</td>
        <td class="num">{scores.BonaFideCount} / {scores.AttackCount}</td>{Cell("Equal error rate", scores.EqualErrorRate)}
        {scores.AtApcer.Select(at => Cell($"BPCER at APCER {at.MaximumApcer * 100:0} %", at.Bpcer))}</tr>
        """));

    private static Markup Cell(string label, ScoreEstimate estimate) => Markup.Of(
        $"""<td class="num"><span><b>{Figures.Percent(estimate.Point)}</b> <small>{Figures.Estimate(estimate)}</small></span></td>""");
}
