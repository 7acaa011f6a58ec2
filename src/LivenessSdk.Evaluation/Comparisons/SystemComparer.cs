namespace LivenessSdk.Evaluation;

/// <summary>Compares two systems on the presentations that both evaluated.</summary>
internal static class SystemComparer
{
    public static SystemComparison Compare(
        string first, IEnumerable<PresentationResult> firstResults, string second, IEnumerable<PresentationResult> secondResults, EvaluationOptions options)
    {
        Dictionary<string, PresentationResult> others = secondResults.Where(result => result.Verdict is not null)
            .ToDictionary(result => result.Presentation.File);
        Pair[] pairs =
        [
            .. firstResults.Where(result => result.Verdict is not null && others.ContainsKey(result.Presentation.File))
                .Select(result => new Pair(result, others[result.Presentation.File])),
        ];
        Table2x2 live = Tabulate(pairs);
        JointErrors[] species =
        [
            .. pairs.Where(pair => pair.IsAttack)
                .GroupBy(pair => pair.Presentation.Species!)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new JointErrors
                {
                    Species = group.Key,
                    Table = Tabulate(group),
                    Joint = RateCounter.Count(
                        group.Where(pair => pair.FirstIsLive && pair.SecondIsLive).Select(pair => pair.First),
                        group.Select(pair => pair.First), options),
                }),
        ];
        Table2x2 bonaFide = Tabulate(pairs.Where(pair => !pair.IsAttack));
        double? kappa = CohenKappa.Compute(live.Both, live.OnlyFirst, live.OnlySecond, live.Neither);
        return new SystemComparison
        {
            First = first,
            Second = second,
            Count = pairs.Length,
            Subjects = pairs.Select(pair => pair.Presentation.Subject).Distinct().Count(),
            Agreement = RateCounter.Count(
                pairs.Where(pair => pair.FirstIsLive == pair.SecondIsLive).Select(pair => pair.First), pairs.Select(pair => pair.First), options),
            Kappa = kappa,
            KappaInterval = kappa is { } value && Math.Min(live.Both + live.Neither, live.OnlyFirst + live.OnlySecond) >= SubjectBootstrap.FewestErrors
                ? BootstrapKappa(pairs, value, options)
                : null,

            // An accepted attack is an error, an accepted person is none.
            Attacks = new McNemarTest(species.Sum(one => one.Table.OnlySecond), species.Sum(one => one.Table.OnlyFirst)),
            BonaFide = new McNemarTest(bonaFide.OnlyFirst, bonaFide.OnlySecond),
            JointErrors = species,
            Independence = new MantelHaenszelTest(species.Select(one => one.Table)),
        };
    }

    /// <summary>Counts the presentations that both, one or neither of the systems classified as live.</summary>
    private static Table2x2 Tabulate(IEnumerable<Pair> pairs)
    {
        int both = 0;
        int onlyFirst = 0;
        int onlySecond = 0;
        int neither = 0;
        foreach (Pair pair in pairs)
        {
            _ = (pair.FirstIsLive, pair.SecondIsLive) switch
            {
                (true, true) => both++,
                (true, false) => onlyFirst++,
                (false, true) => onlySecond++,
                _ => neither++,
            };
        }

        return new Table2x2(both, onlyFirst, onlySecond, neither);
    }

    private static ConfidenceInterval? BootstrapKappa(Pair[] pairs, double kappa, EvaluationOptions options)
    {
        (int Stratum, Table2x2 Table)[] subjects =
        [
            .. pairs.GroupBy(pair => pair.Presentation.Subject)
                .OrderBy(subject => subject.Key, StringComparer.Ordinal)
                .Select(subject => ((subject.Any(pair => pair.IsAttack) ? 1 : 0) + (subject.Any(pair => !pair.IsAttack) ? 2 : 0), Tabulate(subject))),
        ];
        BootstrapSample[] samples = new SubjectBootstrap([.. subjects.Select(subject => subject.Stratum)], options).Resample(1, (weights, values) =>
        {
            double both = 0;
            double onlyFirst = 0;
            double onlySecond = 0;
            double neither = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                Table2x2 table = subjects[i].Table;
                both += weights[i] * table.Both;
                onlyFirst += weights[i] * table.OnlyFirst;
                onlySecond += weights[i] * table.OnlySecond;
                neither += weights[i] * table.Neither;
            }

            values[0] = CohenKappa.Compute(both, onlyFirst, onlySecond, neither) ?? double.NaN;
        });
        return BootstrapInterval.Compute(kappa, samples[0], options.Confidence);
    }

    private readonly record struct Pair(PresentationResult First, PresentationResult Second)
    {
        public Presentation Presentation => First.Presentation;

        public bool IsAttack => Presentation.Label == PresentationLabel.Attack;

        public bool FirstIsLive => First.Verdict == LivenessVerdict.Live;

        public bool SecondIsLive => Second.Verdict == LivenessVerdict.Live;
    }
}
