namespace LivenessSdk.Evaluation;

/// <summary>Shows the results for attacks, by species.</summary>
internal static class AttackSection
{
    public static Markup Render(EvaluationReport report)
    {
        IReadOnlyList<SystemEvaluation> systems = report.Summary.Systems;
        string[] species = [.. systems.SelectMany(system => system.Species).Select(one => one.Species).Distinct().Order(StringComparer.Ordinal)];
        if (species.Length == 0)
        {
            return Markup.Empty;
        }

        IntervalChart chart = new(systems.SelectMany(system => system.Species).Select(one => one.Apcer));
        return Markup.Of(
            $"""
            <section id="attacks"><h2>Attacks accepted</h2>
            <p>APCER of each species: attacks classified as live, among those with a response. The APCER of a system is that of its worst species; a mean would hide it.</p>
            <div class="groups">{species.Select(name => chart.DrawGroup(name, Of(systems, name, one => one.Apcer), "attack"))}</div>
            {Table("APCER", systems, one => one.Apcer, report)}
            <details><summary>Without a response, and accepted among all</summary>
            {Table("APNRR", systems, one => one.Apnrr, report)}{Table("Accepted attacks", systems, one => one.AcceptedAttacks, report)}</details></section>
            """);
    }

    private static IEnumerable<(string Name, Rate Rate)> Of(IEnumerable<SystemEvaluation> systems, string species, Func<SpeciesEvaluation, Rate> rate) =>
        from system in systems
        from one in system.Species
        where one.Species == species
        select (system.System, rate(one));

    private static Markup Table(string title, IEnumerable<SystemEvaluation> systems, Func<SpeciesEvaluation, Rate> rate, EvaluationReport report) => Markup.Of(
        $"""
        <div class="scroll"><table><thead><tr><th>{title}</th><th>Species</th>{Figures.Heads(report.Summary.Options.Confidence)}</tr></thead>
        <tbody>{systems.SelectMany(system => system.Species.Select((one, i) => Markup.Of(
            $"<tr{(i == 0 ? Markup.Of($" class=\"first\"") : Markup.Empty)}><th scope=\"row\">{system.System}</th><td>{one.Species}</td>{Figures.Cells(rate(one))}</tr>")))}</tbody></table></div>
        """);
}
