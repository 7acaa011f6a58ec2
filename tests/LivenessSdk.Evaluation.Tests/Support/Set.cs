namespace LivenessSdk.Evaluation.Tests;

/// <summary>Makes results by number.</summary>
internal static class Set
{
    /// <summary>Makes attacks of one species, of which the first ones are accepted.</summary>
    public static IEnumerable<PresentationResult> Attacks(string species, int count, int accepted, int failed = 0, string system = "a") =>
        Enumerable.Range(0, count).Select(i => Result(
            system, $"{species}-{i}", PresentationLabel.Attack, species, i < failed ? null : i < failed + accepted ? LivenessVerdict.Live : LivenessVerdict.NotLive));

    /// <summary>Makes bona fide presentations, of which the first ones are rejected.</summary>
    public static IEnumerable<PresentationResult> People(int count, int rejected, int failed = 0, string system = "a") =>
        Enumerable.Range(0, count).Select(i => Result(
            system, $"person-{i}", PresentationLabel.BonaFide, null, i < failed ? null : i < failed + rejected ? LivenessVerdict.NotLive : LivenessVerdict.Live));

    /// <summary>Makes bona fide photos of one person, of which the first ones are rejected.</summary>
    public static IEnumerable<PresentationResult> Photos(string person, int count, int rejected) =>
        Enumerable.Range(0, count).Select(i => Result(
            "a", $"{person}-{i}", PresentationLabel.BonaFide, null, i < rejected ? LivenessVerdict.NotLive : LivenessVerdict.Live, person));

    public static SystemEvaluation Evaluate(params IEnumerable<PresentationResult>[] results) =>
        Evaluator.Evaluate(results.SelectMany(part => part)).Systems.Single();

    private static PresentationResult Result(string system, string file, PresentationLabel label, string? species, LivenessVerdict? verdict, string? subject = null) => new()
    {
        System = system,
        Presentation = new Presentation { File = file, Label = label, Species = species, Subject = subject ?? file },
        Verdict = verdict,
        Error = verdict is null ? "TimedOut" : null,
    };
}
