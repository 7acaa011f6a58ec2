namespace LivenessSdk.Evaluation;

/// <summary>Explains the figures, and says what they cannot show and what they were made from.</summary>
internal static class MethodSection
{
    public static Markup Render(EvaluationReport report)
    {
        EvaluationOptions options = report.Summary.Options;
        ReportDetail[] details =
        [
            .. report.Details,
            new("LivenessSdk.Evaluation", typeof(MethodSection).Assembly.GetName().Version!.ToString(3)),
            new("Confidence", Figures.Confidence(options.Confidence)),
            new("Bootstrap", $"{Markup.Of($"{options.Resamples}")} resamples of subjects, seed {Markup.Of($"{options.Seed}")}"),
        ];
        return Markup.Of(
            $"""
            <section id="method"><h2>Definitions and method</h2>
            <dl class="terms">{Terms().Select(term => Markup.Of($"<div><dt>{term.Name}</dt><dd>{term.Value}</dd></div>"))}</dl>
            <h3>What this cannot show</h3>
            <ul><li>Injection attacks, where software takes the place of the camera: every photo here was taken by one.</li>
            <li>Attacks that are not in the set. A bound holds for the species tested, made as they were made here.</li>
            <li>People unlike those in the set. Few subjects say little about many.</li>
            <li>Several attempts of one person as one transaction: each photo counts once.</li></ul>
            <h3>Made from</h3>
            <dl class="terms details">{details.Select(detail => Markup.Of($"<div><dt>{detail.Name}</dt><dd>{detail.Value}</dd></div>"))}</dl>
            <p class="note">Terms after ISO/IEC 30107-3 (2023). This is not a certification.</p></section>
            """);
    }

    private static IEnumerable<ReportDetail> Terms() =>
    [
        new("APCER of a species", "Attacks of the species classified as live, among those with a response. The APCER of a system is the largest of any species."),
        new("BPCER", "Live people classified as attacks, among those with a response."),
        new("APNRR, BPNRR", "Photos without a response (inconclusive), among all attacks or all people."),
        new("Accepted attacks, not accepted", "The same errors among all photos. A photo without a response is not accepted."),
        new("Not evaluated", "Failed checks. They are in no rate. Above 2 %, no gate decides."),
        new("At most", "One-sided upper bound after Clopper and Pearson: with the stated confidence, the true rate is not larger. It assumes independent photos."),
        new("By people", "Interval from resampling people with all their photos, bias-corrected and accelerated (BCa). It is shown if there are people with several photos, at least five errors and at least five correct answers."),
        new("DET curve, band", "Errors of both kinds at every threshold; equal scores are one step. The band resamples people and is pointwise. It requires 200 people of each kind and five errors of each kind."),
        new("Equal error rate", "Where both errors are equal, interpolated between neighboring operating points."),
        new("BPCER at APCER", "The smallest BPCER of all thresholds whose APCER is at most the value."),
        new("Kappa, McNemar", "Cohen's kappa over live and not live. McNemar: two-sided binomial test on the photos that only one system classified correctly."),
        new("Mantel-Haenszel", "Whether errors on attacks are independent within species: common odds ratio, exact p given the margins, and p of χ² with continuity correction."),
        new("Groups", "BPCER by group, following ISO/IEC 19795-10, for groups with at least 30 photos with a response. The Katz interval of the ratio requires five errors."),
        new("Time", "Percentiles by nearest rank, with distribution-free bounds from ranks."),
    ];
}
