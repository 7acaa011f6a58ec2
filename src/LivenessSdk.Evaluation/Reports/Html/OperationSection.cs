namespace LivenessSdk.Evaluation;

/// <summary>Shows the duration and the cost of checks.</summary>
internal static class OperationSection
{
    public static Markup Render(EvaluationReport report)
    {
        SystemEvaluation[] timed = [.. report.Summary.Systems.Where(system => system.Latency is not null)];
        SystemEvaluation[] priced = [.. report.Summary.Systems.Where(system => system.Costs.Count > 0)];
        return timed.Length + priced.Length == 0 ? Markup.Empty : Markup.Of(
            $"""
            <section id="operation"><h2>Time and cost</h2>{(timed.Length == 0 ? Markup.Empty : Times(timed, report))}
            {(priced.Length == 0 ? Markup.Of($"<p class=\"note\">No price is configured, so no cost is shown.</p>") : Costs(priced))}</section>
            """);
    }

    private static Markup Times(SystemEvaluation[] systems, EvaluationReport report) => Markup.Of(
        $"""
        <div class="scroll"><table><thead><tr><th>Time of a check</th><th class="num">Checks</th>{systems[0].Latency!.Percentiles.Select(one => Markup.Of(
            $"<th class=\"num\">p{one.Percentile}<small>two-sided {Figures.Confidence(report.Summary.Options.Confidence)}</small></th>"))}</tr></thead>
        <tbody>{systems.Select(system => Markup.Of(
            $"""
            <tr><th scope="row">{system.System}</th><td class="num">{system.Latency!.Count}</td>{system.Latency.Percentiles.Select(one => Markup.Of(
                $"""<td class="num"><span><b>{Figures.Time(one.Duration)}</b> <small>{Range(one)}</small></span></td>"""))}</tr>
            """))}</tbody></table></div>
        """);

    private static string Range(LatencyPercentile percentile) => percentile is { Lower: null } or { Upper: null }
        ? "too few checks"
        : $"{Figures.Time(percentile.Lower)}–{Figures.Time(percentile.Upper)}";

    private static Markup Costs(SystemEvaluation[] systems) => Markup.Of(
        $"""
        <div class="scroll"><table><thead><tr><th>Cost</th><th class="num">Checks</th><th class="num">Total</th><th class="num">Per check</th>
        <th class="num">Per accepted person</th><th class="num">Accepted people</th></tr></thead>
        <tbody>{systems.SelectMany(system => system.Costs.Select(cost => Markup.Of(
            $"""
            <tr><th scope="row">{system.System}</th><td class="num">{cost.Count}</td><td class="num">{Figures.Money(cost.Total, cost.Currency)}</td>
            <td class="num">{Figures.Money(Math.Round(cost.PerCheck, 4), cost.Currency)}</td>
            <td class="num"><b>{Figures.Money(cost.PerAcceptedPerson is { } price ? Math.Round(price, 4) : null, cost.Currency)}</b></td>
            <td class="num">{cost.AcceptedPersons}</td></tr>
            """)))}</tbody></table></div>
        """);
}
