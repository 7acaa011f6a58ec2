using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Represents the analysis of a system's scores: its DET curve and the rates that are read from it.</summary>
public sealed class ScoreAnalysis
{
    /// <summary>The minimum number of subjects of each kind for a band. Its coverage was simulated from this number on.</summary>
    internal const int FewestSubjects = 200;

    private static readonly double[] s_apcers = [0.01, 0.05, 0.10];

    /// <summary>Gets the species of the attacks, or <see langword="null"/> if all attacks are pooled.</summary>
    public string? Species { get; private init; }

    /// <summary>Gets the number of bona fide presentations with a response and a score.</summary>
    public int BonaFideCount { get; private init; }

    /// <summary>Gets the number of subjects of these bona fide presentations.</summary>
    public int BonaFideSubjects { get; private init; }

    /// <summary>Gets the number of attacks with a response and a score.</summary>
    public int AttackCount { get; private init; }

    /// <summary>Gets the number of subjects of these attacks.</summary>
    public int AttackSubjects { get; private init; }

    /// <summary>Gets the DET curve.</summary>
    public required DetCurve Curve { get; init; }

    /// <summary>Gets the equal error rate.</summary>
    public required ScoreEstimate EqualErrorRate { get; init; }

    /// <summary>Gets the BPCER at an APCER of 1, 5 and 10 %.</summary>
    public required IReadOnlyList<ScoreEstimateAtApcer> AtApcer { get; init; }

    /// <summary>Gets the pointwise band: the BPCER at APCERs along the curve.</summary>
    public required IReadOnlyList<ScoreEstimateAtApcer> Band { get; init; }

    /// <summary>Analyzes the scores of one system.</summary>
    /// <param name="results">The results of the system, of both kinds. Those without a response or a score are ignored.</param>
    /// <param name="species">The species, or <see langword="null"/> for all attacks together.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <returns>The analysis, or <see langword="null"/> if a kind has no score.</returns>
    /// <exception cref="ArgumentException">A score is not a finite number.</exception>
    public static ScoreAnalysis? Analyze(IEnumerable<PresentationResult> results, string? species = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        PresentationResult[] scored =
        [
            .. results.Where(result => result.IsResponse && result.Score is not null
                && (species is null || result.Presentation.Label == PresentationLabel.BonaFide || result.Presentation.Species == species)),
        ];
        PresentationResult[] bonaFide = [.. scored.Where(result => result.Presentation.Label == PresentationLabel.BonaFide)];
        PresentationResult[] attacks = [.. scored.Where(result => result.Presentation.Label == PresentationLabel.Attack)];
        if (bonaFide.Length == 0 || attacks.Length == 0)
        {
            return null;
        }

        options ??= new EvaluationOptions();
        DetCurve curve = new([.. bonaFide.Select(result => result.Score!.Value)], [.. attacks.Select(result => result.Score!.Value)]);
        HashSet<string> bonaFideSubjects = Subjects(bonaFide);
        HashSet<string> attackSubjects = Subjects(attacks);
        double[] apcers = [.. Grid().Concat(s_apcers).Distinct().OrderDescending()];
        bool hasBand = Math.Min(bonaFideSubjects.Count, attackSubjects.Count) >= FewestSubjects;
        BootstrapSample[]? samples = hasBand ? Resample(scored, bonaFideSubjects, attackSubjects, apcers, options) : null;

        ScoreEstimateAtApcer[] all =
        [
            .. apcers.Select((apcer, i) =>
            {
                DetPoint point = curve.FindByApcer(apcer);
                int errors = new[]
                {
                    point.AcceptedAttacks, point.RejectedBonaFide, attacks.Length - point.AcceptedAttacks, bonaFide.Length - point.RejectedBonaFide,
                }.Min();
                return new ScoreEstimateAtApcer
                {
                    MaximumApcer = apcer,
                    OperatingPoint = point,
                    Bpcer = Estimate(point.Bpcer, bonaFide.Length, errors, samples?[1 + i], options),
                };
            }),
        ];
        return new ScoreAnalysis
        {
            Species = species,
            BonaFideCount = bonaFide.Length,
            BonaFideSubjects = bonaFideSubjects.Count,
            AttackCount = attacks.Length,
            AttackSubjects = attackSubjects.Count,
            Curve = curve,
            EqualErrorRate = Estimate(curve.EqualErrorRate, Math.Min(bonaFide.Length, attacks.Length), curve.ErrorsAtEqualErrorRate, samples?[0], options),
            AtApcer = [.. s_apcers.Select(apcer => all.Single(estimate => estimate.MaximumApcer == apcer))],
            Band = all,
        };
    }

    private static ScoreEstimate Estimate(double point, int count, int errors, BootstrapSample? sample, EvaluationOptions options)
    {
        BandStatus status = sample is null ? BandStatus.TooFewSubjects
            : errors < SubjectBootstrap.FewestErrors ? BandStatus.TooFewErrors
            : BandStatus.Available;
        return new ScoreEstimate
        {
            Point = point,
            Status = status,
            Band = status == BandStatus.Available ? BootstrapInterval.ForRate(point, count, sample!, options.Confidence) : null,
        };
    }

    private static BootstrapSample[] Resample(
        PresentationResult[] scored, HashSet<string> bonaFide, HashSet<string> attacks, double[] apcers, EvaluationOptions options)
    {
        string[] subjects = [.. bonaFide.Union(attacks).Order(StringComparer.Ordinal)];
        Dictionary<string, int> indexes = subjects.Select((subject, i) => (subject, i)).ToDictionary(pair => pair.subject, pair => pair.i);
        int[] strata = [.. subjects.Select(subject => (bonaFide.Contains(subject) ? 1 : 0) + (attacks.Contains(subject) ? 2 : 0))];
        ScoreTable table = new(scored, indexes);
        return new SubjectBootstrap(strata, options).Resample(1 + apcers.Length, (weights, values) => table.Read(weights, apcers, values));
    }

    private static HashSet<string> Subjects(PresentationResult[] results) => [.. results.Select(result => result.Presentation.Subject)];

    /// <summary>Returns APCERs at equal distances on the axis of normal deviates, from 1 to 90 %.</summary>
    private static IEnumerable<double> Grid()
    {
        const int Steps = 30;
        double first = Normal.InvCDF(0, 1, 0.01);
        double last = Normal.InvCDF(0, 1, 0.90);
        return Enumerable.Range(0, Steps + 1).Select(step => Normal.CDF(0, 1, first + ((last - first) * step / Steps)));
    }
}
