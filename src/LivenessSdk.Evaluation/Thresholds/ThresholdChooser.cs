namespace LivenessSdk.Evaluation;

/// <summary>Chooses thresholds for systems whose threshold the user can set.</summary>
internal static class ThresholdChooser
{
    private const int FewestByCosts = 30;

    /// <returns>The choice, or null if none was requested or the vendor decides.</returns>
    public static ThresholdChoice? Choose(IEnumerable<PresentationResult> results, EvaluationOptions options)
    {
        PresentationResult[] scored = [.. results.Where(result => result is { IsResponse: true, Score: not null })];
        if (options.ThresholdCriterion is not { } criterion || !scored.Any(result => result.VerdictSource == VerdictSource.Threshold))
        {
            return null;
        }

        (PresentationResult[] first, PresentationResult[] second) = Halve(scored, options.Seed);
        PhotoShortage[] shortages = [.. FindShortages(scored, first, second, criterion, options)];
        double? threshold = shortages.Length > 0 ? null : FindThreshold(first, criterion, options);
        double? inForce = scored.Select(result => result.Threshold).FirstOrDefault(known => known is not null);
        ThresholdRates? confirmed = threshold is null ? null : ThresholdRates.Create(second, threshold.Value, options);
        return new ThresholdChoice
        {
            Status = shortages.Length > 0 ? ThresholdStatus.TooFewPhotos
                : confirmed is null ? ThresholdStatus.NoThreshold
                : confirmed.LargestUpperBound <= (criterion.MaximumApcer ?? 1) ? ThresholdStatus.Confirmed
                : ThresholdStatus.NotConfirmed,
            Criterion = criterion,
            Seed = options.Seed,
            Threshold = threshold,
            InForce = inForce,
            Chosen = threshold is null ? null : ThresholdRates.Create(first, threshold.Value, options),
            Confirmed = confirmed,
            ConfirmedInForce = threshold is null || inForce is null ? null : ThresholdRates.Create(second, inForce.Value, options),
            Shortages = shortages,
        };
    }

    /// <summary>Divides the subjects, those of each label and species evenly.</summary>
    private static (PresentationResult[] First, PresentationResult[] Second) Halve(PresentationResult[] results, int seed)
    {
        Random random = new(seed);
        HashSet<string> first = [];
        var strata = results.GroupBy(result => result.Presentation.Subject)
            .GroupBy(subject => string.Join('\n', subject.Select(result => $"{result.Presentation.Label} {result.Presentation.Species}").Distinct().Order(StringComparer.Ordinal)))
            .OrderBy(stratum => stratum.Key, StringComparer.Ordinal);
        bool takeMore = true;
        foreach (var stratum in strata)
        {
            string[] subjects = [.. stratum.Select(subject => subject.Key).Order(StringComparer.Ordinal)];
            random.Shuffle(subjects);

            // Of an odd number, one half gets the odd subject and then the other.
            int taken = (subjects.Length + (takeMore ? 1 : 0)) / 2;
            takeMore = subjects.Length % 2 == 0 ? takeMore : !takeMore;
            first.UnionWith(subjects.Take(taken));
        }

        return (
            [.. results.Where(result => first.Contains(result.Presentation.Subject))],
            [.. results.Where(result => !first.Contains(result.Presentation.Subject))]);
    }

    private static IEnumerable<PhotoShortage> FindShortages(
        PresentationResult[] all, PresentationResult[] first, PresentationResult[] second, ThresholdCriterion criterion, EvaluationOptions options)
    {
        int perHalf = criterion.MaximumApcer is { } maximum ? SampleSize.WithoutErrors(maximum, options.Confidence) : FewestByCosts;
        string[] species = [.. SystemEvaluator.SpeciesOf(all.Where(result => result.Presentation.Label == PresentationLabel.Attack))];
        foreach (string? kind in species.Prepend(null))
        {
            int fewest = kind is null ? FewestByCosts : perHalf;
            if (Math.Min(Of(first, kind), Of(second, kind)) < fewest)
            {
                yield return new PhotoShortage { Species = kind, Available = Of(all, kind), Required = 2 * fewest };
            }
        }

        if (species.Length == 0)
        {
            yield return new PhotoShortage { Species = "any species", Available = 0, Required = 2 * perHalf };
        }

        static int Of(PresentationResult[] results, string? kind) => results.Count(result => result.Presentation.Species == kind);
    }

    private static double? FindThreshold(PresentationResult[] results, ThresholdCriterion criterion, EvaluationOptions options)
    {
        double[] bonaFide = ScoresOf(results.Where(result => result.Presentation.Label == PresentationLabel.BonaFide));
        double[][] species =
        [
            .. results.Where(result => result.Presentation.Label == PresentationLabel.Attack).GroupBy(result => result.Presentation.Species).Select(ScoresOf),
        ];
        double[] thresholds = [.. results.Select(result => result.Score!.Value).Distinct().Order()];
        double? best = null;
        double lowest = double.PositiveInfinity;
        for (int i = 0; i < thresholds.Length; i++)
        {
            double threshold = thresholds[i];
            int rejected = bonaFide.Count(score => score < threshold);
            if (criterion.MaximumApcer is { } maximum)
            {
                if (species.All(scores => ClopperPearson.UpperBound(Accepted(scores, threshold), scores.Length, options.Confidence) <= maximum))
                {
                    return rejected == bonaFide.Length ? null : Between(thresholds, i);
                }
            }
            else
            {
                double apcer = species.Max(scores => (double)Accepted(scores, threshold) / scores.Length);
                double cost = criterion.Costs!.Expected(apcer, (double)rejected / bonaFide.Length);
                (best, lowest) = cost < lowest ? (Between(thresholds, i), cost) : (best, lowest);
            }
        }

        return best;

        static double[] ScoresOf(IEnumerable<PresentationResult> results) => [.. results.Select(result => result.Score!.Value)];
        static int Accepted(double[] scores, double threshold) => scores.Count(score => score >= threshold);
        static double Between(double[] thresholds, int i) => i == 0 ? thresholds[0] : Shortest(thresholds[i - 1], thresholds[i]);
    }

    /// <summary>Finds the shortest decimal number above one score and at most the next, near the middle.</summary>
    private static double Shortest(double above, double atMost)
    {
        double middle = above + ((atMost - above) / 2);
        for (int digits = 0; digits <= 15; digits++)
        {
            double rounded = Math.Round(middle, digits);
            if (rounded > above && rounded <= atMost)
            {
                return rounded;
            }
        }

        return atMost;
    }
}
