namespace LivenessSdk.Evaluation;

/// <summary>Evaluates one system.</summary>
internal static class SystemEvaluator
{
    public static SystemEvaluation Evaluate(string system, IReadOnlyList<PresentationResult> results, EvaluationOptions options)
    {
        PresentationResult[] evaluated = [.. results.Where(result => result.Verdict is not null)];
        PresentationResult[] bonaFide = [.. evaluated.Where(result => result.Presentation.Label == PresentationLabel.BonaFide)];
        PresentationResult[] attacks = [.. evaluated.Where(result => result.Presentation.Label == PresentationLabel.Attack)];
        SpeciesEvaluation[] species = [.. SpeciesOf(attacks).Select(name => Evaluate(name, attacks, options))];
        return new SystemEvaluation
        {
            System = system,
            NotEvaluated = RateCounter.Count(results, result => result.Verdict is null, options),
            Errors = results.Where(result => result.Verdict is null)
                .GroupBy(result => result.Error ?? "unknown")
                .OrderBy(error => error.Key, StringComparer.Ordinal)
                .ToDictionary(error => error.Key, error => error.Count()),
            Species = species,
            WorstSpecies = species.Where(one => one.Apcer.Count > 0)
                .OrderByDescending(one => one.Apcer.Point).ThenByDescending(one => one.Apcer.UpperBound).FirstOrDefault(),
            Bpcer = RateCounter.Count(bonaFide.Where(result => result.IsResponse), result => result.IsClassificationError, options),
            Apnrr = RateCounter.Count(attacks, result => !result.IsResponse, options),
            Bpnrr = RateCounter.Count(bonaFide, result => !result.IsResponse, options),
            AcceptedAttacks = RateCounter.Count(attacks, result => result.Verdict == LivenessVerdict.Live, options),
            RejectedPersons = RateCounter.Count(bonaFide, result => result.Verdict != LivenessVerdict.Live, options),
            Scores = ScoreAnalysis.Analyze(evaluated, species: null, options),
            ScoresBySpecies = [.. species.Select(one => ScoreAnalysis.Analyze(evaluated, one.Species, options)).OfType<ScoreAnalysis>()],
            Threshold = ThresholdChooser.Choose(evaluated, options),
            Groups = GroupComparison.Create(evaluated, options),
            Latency = LatencySummary.Create(evaluated, options.Confidence),
            Costs = CostSummary.Create(results),
        };
    }

    public static IEnumerable<string> SpeciesOf(IEnumerable<PresentationResult> attacks) =>
        attacks.Select(result => result.Presentation.Species!).Distinct().Order(StringComparer.Ordinal);

    private static SpeciesEvaluation Evaluate(string species, PresentationResult[] attacks, EvaluationOptions options)
    {
        PresentationResult[] own = [.. attacks.Where(result => result.Presentation.Species == species)];
        return new SpeciesEvaluation
        {
            Species = species,
            Apcer = RateCounter.Count(own.Where(result => result.IsResponse), result => result.IsClassificationError, options),
            Apnrr = RateCounter.Count(own, result => !result.IsResponse, options),
            AcceptedAttacks = RateCounter.Count(own, result => result.Verdict == LivenessVerdict.Live, options),
        };
    }
}
