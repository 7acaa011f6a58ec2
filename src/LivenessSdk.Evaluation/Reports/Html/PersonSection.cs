namespace LivenessSdk.Evaluation;

/// <summary>Shows the results for live people, in total and by group.</summary>
internal static class PersonSection
{
    public static Markup Render(EvaluationReport report)
    {
        IReadOnlyList<SystemEvaluation> systems = report.Summary.Systems;
        IntervalChart chart = new(systems.SelectMany(system => (Rate[])[system.Bpcer, system.Bpnrr, system.RejectedPersons]));
        return Markup.Of(
            $"""
            <section id="people"><h2>People rejected</h2>
            <p>BPCER counts live people classified as attacks among those with a response; BPNRR those without a response among all. "Not accepted" is what people experience: both together, among all.</p>
            <div class="groups">{chart.DrawGroup("BPCER", systems.Select(system => (system.System, system.Bpcer)), "person")}
            {chart.DrawGroup("BPNRR", systems.Select(system => (system.System, system.Bpnrr)), "person")}
            {chart.DrawGroup("Not accepted", systems.Select(system => (system.System, system.RejectedPersons)), "person")}</div>
            <div class="scroll"><table><thead><tr><th>System</th><th>Figure</th>{Figures.Heads(report.Summary.Options.Confidence)}</tr></thead><tbody>
            {systems.Select(system => Markup.Of(
                $"""
                <tr class="first"><th scope="row">{system.System}</th><td>BPCER</td>{Figures.Cells(system.Bpcer)}</tr>
                <tr><th scope="row">{system.System}</th><td>BPNRR</td>{Figures.Cells(system.Bpnrr)}</tr>
                <tr><th scope="row">{system.System}</th><td>not accepted</td>{Figures.Cells(system.RejectedPersons)}</tr>
                """))}</tbody></table></div>
            {Groups(report)}</section>
            """);
    }

    private static Markup Groups(EvaluationReport report)
    {
        SystemEvaluation[] systems = [.. report.Summary.Systems.Where(system => system.Groups is not null)];
        if (systems.Length == 0)
        {
            return Markup.Empty;
        }

        IntervalChart chart = new(systems.SelectMany(system => system.Groups!.Groups).Select(group => group.Bpcer));
        string confidence = Figures.Confidence(report.Summary.Options.Confidence);
        return Markup.Of(
            $"""
            <h3 id="groups">By group</h3>
            <p>Whether a system rejects some groups of people more often than others. The worst and the best group are picked after looking, so that their ratio tends to exceed 1 even where all are treated alike.</p>
            <div class="groups">{systems.Select(system => chart.DrawGroup(
                system.System, system.Groups!.Groups.Where(group => !group.IsTooSmall).Select(group => (group.Group, group.Bpcer)), "person"))}</div>
            <div class="scroll"><table><thead><tr><th>System</th><th>Group</th>{Figures.Heads(report.Summary.Options.Confidence)}</tr></thead>
            <tbody>{systems.SelectMany(system => system.Groups!.Groups.Select((group, i) => Row(system, group, i)))}</tbody></table></div>
            <div class="scroll"><table><thead><tr><th>System</th><th>Worst group</th><th>Best group</th><th class="num">Worst / best</th><th class="num">Interval<small>two-sided {confidence}</small></th></tr></thead>
            <tbody>{systems.Select(system => Ratio(system, system.Groups!))}</tbody></table></div>
            """);
    }

    private static Markup Row(SystemEvaluation system, GroupEvaluation group, int i) => Markup.Of(
        $"""
        <tr{(i == 0 ? Markup.Of($" class=\"first\"") : Markup.Empty)}><th scope="row">{system.System}</th><td>{group.Group}</td>{(group.IsTooSmall
            ? Markup.Of($"<td class=\"num\" colspan=\"6\">too few: {group.Bpcer.ToString()}, of {group.Bpcer.Subjects} people</td>")
            : Figures.Cells(group.Bpcer))}</tr>
        """);

    private static Markup Ratio(SystemEvaluation system, GroupComparison groups) => groups.Worst is { } worst && groups.Best is { } best
        ? Markup.Of(
            $"""
            <tr><th scope="row">{system.System}</th><td>{worst.Group}, {Figures.Percent(worst.Bpcer.Point)} ({worst.Bpcer.ToString()})</td>
            <td>{best.Group}, {Figures.Percent(best.Bpcer.Point)} ({best.Bpcer.ToString()})</td>
            <td class="num"><b>{(groups.Ratio is null ? "no error in the best" : Figures.Number(groups.Ratio))}</b></td>
            <td class="num">{(groups.RatioInterval is null ? "too few errors" : Figures.Numbers(groups.RatioInterval))}</td></tr>
            """)
        : Markup.Of($"<tr><th scope=\"row\">{system.System}</th><td colspan=\"4\">fewer than two groups have 30 photos</td></tr>");
}
