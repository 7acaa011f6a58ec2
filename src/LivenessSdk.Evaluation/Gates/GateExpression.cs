using System.Globalization;
using System.Text.RegularExpressions;

namespace LivenessSdk.Evaluation;

/// <summary>Represents a condition under which an evaluation fails, such as <c>apcer.max.upper &gt; 0.05</c>.</summary>
/// <remarks>
/// The figures are <c>apcer.max</c>, <c>apcer.&lt;species&gt;</c>, <c>bpcer</c>, <c>apnrr</c>, <c>bpnrr</c>, <c>accepted_attacks</c>,
/// <c>rejected_persons</c> and <c>not_evaluated</c>, each followed by <c>.upper</c> or <c>.lower</c> (one-sided bounds) or <c>.point</c>.
/// The default is the upper bound. <c>apcer.max.upper</c> is the largest upper bound of any species, not the bound of the
/// largest rate. A name of a species with other characters than letters, digits, <c>-</c> and <c>_</c> must be in single quotes.
/// </remarks>
public sealed partial class GateExpression
{
    /// <summary>The share of checks without a verdict above which no gate decides.</summary>
    private const double MostNotEvaluated = 0.02;

    private const string Apcer = "apcer";
    private const string Max = "max";
    private const string Expected =
        "Expected a figure, a comparison and a number, such as \"apcer.max.upper > 0.05\". Figures: apcer.max, apcer.SPECIES, bpcer, apnrr, bpnrr, "
        + "accepted_attacks, rejected_persons, not_evaluated; each with .upper (the default), .lower or .point.";

    private static readonly Dictionary<string, Func<SystemEvaluation, Rate>> s_figures = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bpcer"] = system => system.Bpcer,
        ["apnrr"] = system => system.Apnrr,
        ["bpnrr"] = system => system.Bpnrr,
        ["accepted_attacks"] = system => system.AcceptedAttacks,
        ["rejected_persons"] = system => system.RejectedPersons,
        ["not_evaluated"] = system => system.NotEvaluated,
    };

    private readonly string _text;
    private readonly string _figure;
    private readonly string? _species;
    private readonly string _bound;
    private readonly string _comparison;
    private readonly double _limit;

    private GateExpression(string text, Match match)
    {
        _text = text;
        _figure = match.Groups["figure"].Value.ToLowerInvariant();
        _species = match.Groups["species"] is { Success: true, Value: var species } ? species.Trim('\'') : null;
        _bound = match.Groups["bound"] is { Success: true, Value: var bound } ? bound.ToLowerInvariant() : "upper";
        _comparison = match.Groups["comparison"].Value;
        _limit = double.Parse(match.Groups["limit"].Value, CultureInfo.InvariantCulture) / (match.Groups["percent"].Success ? 100 : 1);
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The text, such as <c>bpcer.point &gt;= 10 %</c>.</param>
    /// <returns>The expression.</returns>
    /// <exception cref="FormatException">The text is not an expression.</exception>
    public static GateExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match match = Pattern().Match(text);
        bool isApcer = string.Equals(match.Groups["figure"].Value, Apcer, StringComparison.OrdinalIgnoreCase);
        return match.Success && (isApcer || (s_figures.ContainsKey(match.Groups["figure"].Value) && !match.Groups["species"].Success))
            ? new GateExpression(text, match)
            : throw new FormatException($"The gate \"{text}\" is not an expression. {Expected}");
    }

    /// <summary>Decides about a system.</summary>
    /// <param name="system">The figures of the system.</param>
    /// <returns>The decision. It is <see cref="GateStatus.Undecided"/> if more than 2 % of the checks were not evaluated.</returns>
    public GateResult Decide(SystemEvaluation system)
    {
        ArgumentNullException.ThrowIfNull(system);
        (double? value, string? species) = _figure == Apcer ? FindApcer(system) : (ValueOf(s_figures[_figure](system)), null);
        string? reason = system.NotEvaluated.Point > MostNotEvaluated && _figure != "not_evaluated"
            ? string.Create(CultureInfo.InvariantCulture, $"{system.NotEvaluated} checks were not evaluated, more than 2 %. Run the evaluation again to complete it.")
            : value is null ? $"The figure does not exist. {DescribeSpecies(system)}" : null;
        return new GateResult
        {
            Expression = _text,
            System = system.System,
            Status = reason is not null ? GateStatus.Undecided : IsTrue(value!.Value) ? GateStatus.Failed : GateStatus.Passed,
            Value = value,
            Species = species,
            Reason = reason,
        };
    }

    /// <summary>Returns the expression, as it was written.</summary>
    public override string ToString() => _text;

    private (double? Value, string? Species) FindApcer(SystemEvaluation system)
    {
        bool isMaximum = _species is null || string.Equals(_species, Max, StringComparison.OrdinalIgnoreCase);
        SpeciesEvaluation? deciding = system.Species.Where(species => species.Apcer.Count > 0 && (isMaximum || species.Species == _species))
            .MaxBy(species => ValueOf(species.Apcer));
        return (deciding is null ? null : ValueOf(deciding.Apcer), deciding?.Species);
    }

    private double? ValueOf(Rate rate) => _bound switch
    {
        "upper" => rate.UpperBound,
        "lower" => rate.LowerBound,
        _ => rate.Point,
    };

    private bool IsTrue(double value) => _comparison switch
    {
        ">" => value > _limit,
        ">=" => value >= _limit,
        "<" => value < _limit,
        _ => value <= _limit,
    };

    private static string DescribeSpecies(SystemEvaluation system)
    {
        string[] known = [.. system.Species.Where(species => species.Apcer.Count > 0).Select(species => species.Species)];
        return known.Length == 0 ? "No attack has a response." : $"Species with responses: {string.Join(", ", known)}.";
    }

    [GeneratedRegex(
        @"^\s*(?<figure>[a-z_]+)(\.(?!(upper|lower|point)\b)(?<species>[\w-]+|'[^']+'))?(\.(?<bound>upper|lower|point))?\s*(?<comparison>>=|>|<=|<)\s*(?<limit>\d+(\.\d+)?|\.\d+)\s*(?<percent>%)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
