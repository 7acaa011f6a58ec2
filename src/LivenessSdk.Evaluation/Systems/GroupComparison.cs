using MathNet.Numerics.Distributions;

namespace LivenessSdk.Evaluation;

/// <summary>Represents the comparison of a system's BPCER between groups of people, following ISO/IEC 19795-10.</summary>
/// <remarks>The worst and the best group are selected after the fact, so their ratio tends to exceed 1 even if all groups are treated alike.</remarks>
public sealed class GroupComparison
{
    /// <summary>The minimum number of presentations of a group.</summary>
    internal const int FewestPresentations = 30;

    /// <summary>Gets the groups by name.</summary>
    public required IReadOnlyList<GroupEvaluation> Groups { get; init; }

    /// <summary>Gets the group with the largest BPCER, or <see langword="null"/> if fewer than two groups are large enough.</summary>
    public GroupEvaluation? Worst { get; private init; }

    /// <summary>Gets the group with the smallest BPCER, or <see langword="null"/> if fewer than two groups are large enough.</summary>
    public GroupEvaluation? Best { get; private init; }

    /// <summary>Gets the BPCER of the worst group divided by that of the best, or <see langword="null"/> if there is none or the best group has no errors.</summary>
    public double? Ratio { get; private init; }

    /// <summary>Gets the two-sided interval of <see cref="Ratio"/>, or <see langword="null"/> if a group has fewer than five errors.</summary>
    public ConfidenceInterval? RatioInterval { get; private init; }

    internal static GroupComparison? Create(IEnumerable<PresentationResult> results, EvaluationOptions options)
    {
        GroupEvaluation[] groups =
        [
            .. results.Where(result => result is { IsResponse: true, Presentation: { Label: PresentationLabel.BonaFide, Group: not null } })
                .GroupBy(result => result.Presentation.Group!)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new GroupEvaluation
                {
                    Group = group.Key,
                    Bpcer = RateCounter.Count(group, result => result.IsClassificationError, options),
                }),
        ];
        GroupEvaluation[] compared = [.. groups.Where(group => !group.IsTooSmall).OrderBy(group => group.Bpcer.Point)];
        if (compared.Length < 2)
        {
            return groups.Length == 0 ? null : new GroupComparison { Groups = groups };
        }

        GroupEvaluation best = compared[0];
        GroupEvaluation worst = compared[^1];
        double? ratio = best.Bpcer.Errors == 0 ? null : worst.Bpcer.Point / best.Bpcer.Point;
        return new GroupComparison
        {
            Groups = groups,
            Worst = worst,
            Best = best,
            Ratio = ratio,
            RatioInterval = ratio is { } value && best.Bpcer.Errors >= SubjectBootstrap.FewestErrors ? Interval(value, worst.Bpcer, best.Bpcer, options) : null,
        };
    }

    /// <summary>Computes the interval of Katz: normal on the scale of the logarithm.</summary>
    private static ConfidenceInterval Interval(double ratio, Rate worst, Rate best, EvaluationOptions options)
    {
        double variance = (1d / worst.Errors) - (1d / worst.Count) + (1d / best.Errors) - (1d / best.Count);
        double factor = Math.Exp(Normal.InvCDF(0, 1, (1 + options.Confidence) / 2) * Math.Sqrt(variance));
        return new ConfidenceInterval(ratio / factor, ratio * factor);
    }
}
