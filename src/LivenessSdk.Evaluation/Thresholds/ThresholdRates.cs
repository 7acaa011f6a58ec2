namespace LivenessSdk.Evaluation;

/// <summary>Represents the error rates of a threshold on some of the photos.</summary>
public sealed class ThresholdRates
{
    /// <summary>Gets the APCER of each species.</summary>
    public required IReadOnlyList<SpeciesRate> Apcer { get; init; }

    /// <summary>Gets the BPCER.</summary>
    public required Rate Bpcer { get; init; }

    /// <summary>Gets the expected cost of a presentation, or <see langword="null"/> if the threshold was not chosen by costs.</summary>
    public double? ExpectedCost { get; init; }

    /// <summary>Gets the largest upper bound of the APCER of any species.</summary>
    public double LargestUpperBound => Apcer.Max(species => species.Apcer.UpperBound) ?? 1;

    /// <summary>Computes the rates of scored responses of both kinds.</summary>
    internal static ThresholdRates Create(IReadOnlyCollection<PresentationResult> results, double threshold, EvaluationOptions options)
    {
        IEnumerable<PresentationResult> attacks = results.Where(result => result.Presentation.Label == PresentationLabel.Attack);
        SpeciesRate[] species =
        [
            .. SystemEvaluator.SpeciesOf(attacks).Select(name => new SpeciesRate
            {
                Species = name,
                Apcer = RateCounter.Count(attacks.Where(result => result.Presentation.Species == name), result => result.Score >= threshold, options),
            }),
        ];
        Rate bpcer = RateCounter.Count(
            results.Where(result => result.Presentation.Label == PresentationLabel.BonaFide), result => result.Score < threshold, options);
        return new ThresholdRates
        {
            Apcer = species,
            Bpcer = bpcer,
            ExpectedCost = options.ThresholdCriterion?.Costs?.Expected(species.Max(one => one.Apcer.Point) ?? 0, bpcer.Point ?? 0),
        };
    }
}
