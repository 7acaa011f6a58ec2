using System.Globalization;

namespace LivenessSdk.Evaluation;

/// <summary>Shows the agreement of systems, and whether they err on the same attacks.</summary>
internal static class ComparisonSection
{
    public static Markup Render(EvaluationReport report)
    {
        IReadOnlyList<SystemComparison> pairs = report.Summary.Comparisons;
        if (pairs.Count == 0)
        {
            return Markup.Empty;
        }

        string confidence = Figures.Confidence(report.Summary.Options.Confidence);
        return Markup.Of(
            $"""
            <section id="agreement"><h2>Between systems</h2>
            <p>Two systems help each other only where they err on different attacks. Kappa is 1 where they always agree about live or not live, and 0 where they agree no more than by chance.</p>
            {Matrix(report)}
            <div class="scroll"><table><thead><tr><th>Systems</th><th class="num">Photos<small>people</small></th><th class="num">Agreement<small>two-sided {confidence}</small></th>
            <th class="num">Kappa<small>two-sided {confidence}</small></th><th class="num">Only one right: attacks<small>McNemar, exact p</small></th><th class="num">Only one right: people<small>McNemar, exact p</small></th></tr></thead>
            <tbody>{pairs.Select(Row)}</tbody></table></div>
            <h3>Errors on the same attacks</h3>
            <p>If errors were independent within a species, both systems would accept an attack as often as the product of their rates says. A common odds ratio above 1, with a small p,
            says that they fail on the same attacks, and that asking both buys less.</p>
            <div class="scroll"><table><thead><tr><th>Systems</th><th>Species</th><th class="num">Accepted by both</th><th class="num">If independent</th><th class="num">Both of n</th>
            <th class="num">At most<small>one-sided {confidence}</small></th><th class="num">Odds ratio<small>Mantel-Haenszel</small></th><th class="num">Exact p</th><th class="num">p, corrected χ²</th></tr></thead>
            <tbody>{pairs.SelectMany(JointRows)}</tbody></table></div></section>
            """);
    }

    private static Markup Matrix(EvaluationReport report)
    {
        string[] names = [.. report.Summary.Systems.Select(system => system.System)];
        return names.Length < 3 ? Markup.Empty : Markup.Of(
            $"""
            <div class="scroll"><table class="matrix"><caption>Kappa</caption><thead><tr><td></td>{names.Select(name => Markup.Of($"<th scope=\"col\">{name}</th>"))}</tr></thead><tbody>
            {names.Select(row => Markup.Of($"<tr><th scope=\"row\">{row}</th>{names.Select(column => Cell(Find(row, column)))}</tr>"))}</tbody></table></div>
            """);

        SystemComparison? Find(string row, string column) => report.Summary.Comparisons.FirstOrDefault(pair =>
            (pair.First == row && pair.Second == column) || (pair.First == column && pair.Second == row));
    }

    private static Markup Cell(SystemComparison? pair)
    {
        string share = (Math.Clamp(pair?.Kappa ?? 0, 0, 1) * 100).ToString("0", CultureInfo.InvariantCulture);
        return pair is null ? Markup.Of($"<td>·</td>")
            : Markup.Of($"<td style=\"--share:{share}%\" title=\"{pair.Count} photos\">{Figures.Number(pair.Kappa)}</td>");
    }

    private static Markup Row(SystemComparison pair) => Markup.Of(
        $"""
        <tr><th scope="row">{pair.First} · {pair.Second}</th><td class="num">{pair.Count} <small>{pair.Subjects}</small></td>
        <td class="num"><span><b>{Figures.Percent(pair.Agreement.Point)}</b> <small>{Figures.Range(pair.Agreement.Interval)}</small></span></td>
        <td class="num"><span><b>{Figures.Number(pair.Kappa)}</b> <small>{(pair.KappaInterval is null ? "too few" : Figures.Numbers(pair.KappaInterval))}</small></span></td>
        <td class="num">{McNemar(pair.Attacks)}</td><td class="num">{McNemar(pair.BonaFide)}</td></tr>
        """);

    private static Markup McNemar(McNemarTest test) =>
        Markup.Of($"<span>{test.OnlyFirst} : {test.OnlySecond} <small>p {Figures.Probability(test.PValue)}</small></span>");

    private static IEnumerable<Markup> JointRows(SystemComparison pair) => pair.JointErrors.Select((joint, i) => Markup.Of(
        $"""
        <tr{(i == 0 ? Markup.Of($" class=\"first\"") : Markup.Empty)}><th scope="row">{pair.First} · {pair.Second}</th><td>{joint.Species}</td>
        <td class="num"><b>{Figures.Percent(joint.Joint.Point)}</b></td><td class="num">{Figures.Percent(joint.IndependentRate)}</td>
        <td class="num">{joint.Joint.ToString()}</td><td class="num">{Figures.Percent(joint.Joint.UpperBound)}</td>
        {(i == 0
            ? Markup.Of(
                $"""
                <td class="num">{Figures.Number(pair.Independence.OddsRatio)}</td><td class="num">{Figures.Probability(pair.Independence.ExactPValue)}</td>
                <td class="num">{Figures.Probability(pair.Independence.PValue)}</td>
                """)
            : Markup.Of($"<td></td><td></td><td></td>"))}</tr>
        """));
}
