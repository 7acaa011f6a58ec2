namespace LivenessSdk.Evaluation;

/// <summary>Computes the figures of an evaluation from its raw results.</summary>
public static class Evaluator
{
    /// <summary>Evaluates every system in the results, and compares each pair of them.</summary>
    /// <param name="results">The results of all systems. A system has at most one result for each photo.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="ArgumentException">
    /// There are no results, a system has two results for a photo, a photo has two labels, an attack has no species, or a score is not a finite number.
    /// </exception>
    public static EvaluationSummary Evaluate(IEnumerable<PresentationResult> results, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        PresentationResult[] all = [.. results];
        options ??= new EvaluationOptions();
        Validate(all);
        var systems = all.GroupBy(result => result.System).Select(system => (Name: system.Key, Results: system.ToArray())).ToArray();
        Presentation[] presentations = [.. all.Select(result => result.Presentation).DistinctBy(presentation => presentation.File)];
        Presentation[] bonaFide = [.. presentations.Where(presentation => presentation.Label == PresentationLabel.BonaFide)];
        Presentation[] attacks = [.. presentations.Where(presentation => presentation.Label == PresentationLabel.Attack)];
        return new EvaluationSummary
        {
            Options = options,
            BonaFideCount = bonaFide.Length,
            BonaFideSubjects = bonaFide.Select(presentation => presentation.Subject).Distinct().Count(),
            AttackCount = attacks.Length,
            AttackSubjects = attacks.Select(presentation => presentation.Subject).Distinct().Count(),
            Systems = [.. systems.Select(system => SystemEvaluator.Evaluate(system.Name, system.Results, options))],
            Comparisons =
            [
                .. from i in Enumerable.Range(0, systems.Length)
                   from j in Enumerable.Range(i + 1, systems.Length - i - 1)
                   select SystemComparer.Compare(systems[i].Name, systems[i].Results, systems[j].Name, systems[j].Results, options),
            ],
            Disagreements = [.. presentations.GroupJoin(all, presentation => presentation.File, result => result.Presentation.File, FindDisagreement).OfType<Disagreement>()],
        };
    }

    private static Disagreement? FindDisagreement(Presentation presentation, IEnumerable<PresentationResult> results)
    {
        Dictionary<string, LivenessVerdict> verdicts = results.Where(result => result.Verdict is not null)
            .ToDictionary(result => result.System, result => result.Verdict!.Value);
        return verdicts.Values.Select(verdict => verdict == LivenessVerdict.Live).Distinct().Count() > 1
            ? new Disagreement { Presentation = presentation, Verdicts = verdicts }
            : null;
    }

    private static void Validate(PresentationResult[] results)
    {
        if (results.Length == 0)
        {
            throw new ArgumentException("There are no results to evaluate.", nameof(results));
        }

        HashSet<(string, string)> seen = [];
        Dictionary<string, Presentation> presentations = [];
        foreach (PresentationResult result in results)
        {
            ArgumentNullException.ThrowIfNull(result, nameof(results));
            if (!seen.Add((result.System, result.Presentation.File)))
            {
                throw new ArgumentException($"The system '{result.System}' has two results for '{result.Presentation.File}'.", nameof(results));
            }

            Presentation first = presentations.TryAdd(result.Presentation.File, result.Presentation) ? result.Presentation : presentations[result.Presentation.File];
            if (first.Label != result.Presentation.Label || first.Species != result.Presentation.Species || first.Subject != result.Presentation.Subject)
            {
                throw new ArgumentException($"'{first.File}' has another label, species or subject in a second result.", nameof(results));
            }

            if (result.Presentation is { Label: PresentationLabel.Attack, Species: null })
            {
                throw new ArgumentException($"The attack '{result.Presentation.File}' has no species.", nameof(results));
            }

            if (result.Score is { } score && !double.IsFinite(score))
            {
                throw new ArgumentException($"The score of '{result.Presentation.File}' by '{result.System}' is not a finite number.", nameof(results));
            }
        }
    }
}
