namespace LivenessSdk.Evaluation;

/// <summary>Represents the cost of a system's checks in one currency.</summary>
public sealed class CostSummary
{
    /// <summary>Gets the currency, such as <c>USD</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>Gets the number of checks whose price is known.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the sum of the prices.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the average price of a check.</summary>
    public required decimal PerCheck { get; init; }

    /// <summary>Gets the number of bona fide presentations that were accepted.</summary>
    public required int AcceptedPersons { get; init; }

    /// <summary>Gets the cost of all bona fide presentations divided by the number of those accepted, or <see langword="null"/> if none was accepted.</summary>
    public decimal? PerAcceptedPerson { get; init; }

    internal static IReadOnlyList<CostSummary> Create(IEnumerable<PresentationResult> results) =>
    [
        .. results.Where(result => result is { Cost: not null, Currency: not null })
            .GroupBy(result => result.Currency!, StringComparer.OrdinalIgnoreCase)
            .OrderBy(currency => currency.Key, StringComparer.OrdinalIgnoreCase)
            .Select(Create),
    ];

    private static CostSummary Create(IGrouping<string, PresentationResult> results)
    {
        PresentationResult[] bonaFide = [.. results.Where(result => result.Presentation.Label == PresentationLabel.BonaFide)];
        int accepted = bonaFide.Count(result => result.Verdict == LivenessVerdict.Live);
        decimal total = results.Sum(result => result.Cost!.Value);
        return new CostSummary
        {
            Currency = results.Key,
            Count = results.Count(),
            Total = total,
            PerCheck = total / results.Count(),
            AcceptedPersons = accepted,
            PerAcceptedPerson = accepted == 0 ? null : bonaFide.Sum(result => result.Cost!.Value) / accepted,
        };
    }
}
