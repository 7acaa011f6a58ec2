using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents the options of <c>liveness evaluate</c> about figures and reports.</summary>
internal sealed class EvaluateOptions
{
    private readonly Option<string[]> _failIf = new("--fail-if")
    {
        Description = "A condition under which the command fails, such as \"apcer.max.upper > 0.05\"; can be repeated.",
        HelpName = "EXPRESSION",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<double?> _maxApcer = Number("--max-apcer", "Choose a threshold with at most this APCER, such as 0.05, if the threshold is yours to set.", "RATE");
    private readonly Option<double?> _attackCost = Number("--attack-cost", "Choose a threshold by costs: the cost of an accepted attack.", "COST");
    private readonly Option<double?> _rejectionCost = Number("--rejection-cost", "The cost of a rejected person, in the same unit.", "COST");
    private readonly Option<double?> _attackShare = Number("--attack-share", "The expected share of attacks among all checks, such as 0.01.", "SHARE");
    private readonly NumberOption _seed = new("--seed", usual: 1, most: int.MaxValue)
    {
        Description = "The seed of the bootstrap and of the split into halves.", HelpName = "N",
    };

    private readonly Option<FileInfo?> _html = File("--html", "The output file of the report. The default is MANIFEST.RUN.html in the current folder.");
    private readonly Option<FileInfo?> _json = File("--json", "Also write all figures as JSON.");
    private readonly Option<FileInfo?> _csv = File("--csv", "Also write every rate with its bounds as CSV.");
    private readonly Option<bool> _embedPhotos = new("--embed-photos") { Description = "Embed the photos that systems disagree on into the report. Faces are personal data." };

    public EvaluateOptions(Command command)
    {
        foreach (Option option in (Option[])[_failIf, _maxApcer, _attackCost, _rejectionCost, _attackShare, _seed, _html, _json, _csv, _embedPhotos])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Validate);
    }

    public FileInfo? Html(ParseResult arguments) => arguments.GetValue(_html);

    public FileInfo? Json(ParseResult arguments) => arguments.GetValue(_json);

    public FileInfo? Csv(ParseResult arguments) => arguments.GetValue(_csv);

    public bool EmbedsPhotos(ParseResult arguments) => arguments.GetValue(_embedPhotos);

    /// <summary>Reads the gates, before anything is paid for.</summary>
    public IReadOnlyList<GateExpression> Gates(ParseResult arguments) => [.. (arguments.GetValue(_failIf) ?? []).Select(GateExpression.Parse)];

    public EvaluationOptions Evaluation(ParseResult arguments) => new()
    {
        Seed = arguments.GetValue(_seed),
        ThresholdCriterion = arguments.GetValue(_maxApcer) is { } apcer ? new ThresholdCriterion(apcer)
            : arguments.GetValue(_attackCost) is { } attack
                ? new ThresholdCriterion(new ErrorCosts(attack, arguments.GetValue(_rejectionCost)!.Value, arguments.GetValue(_attackShare)!.Value))
                : null,
    };

    private void Validate(CommandResult result)
    {
        Option<double?>[] costs = [_attackCost, _rejectionCost, _attackShare];
        int given = costs.Count(option => result.GetResult(option) is not null);
        if (given is not (0 or 3))
        {
            result.AddError("--attack-cost, --rejection-cost and --attack-share must be used together.");
        }
        else if (given == 3 && result.GetResult(_maxApcer) is not null)
        {
            result.AddError("Choose a threshold with --max-apcer or with costs, not with both.");
        }

        foreach (string text in result.GetResult(_failIf)?.Tokens.Select(token => token.Value) ?? [])
        {
            try
            {
                GateExpression.Parse(text);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
            }
        }
    }

    private static Option<FileInfo?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static Option<double?> Number(string name, string description, string helpName)
    {
        bool isShare = helpName != "COST";
        return new Option<double?>(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = argument =>
            {
                string text = argument.Tokens[0].Value;
                if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number > 0 && (!isShare || number < 1))
                {
                    return number;
                }

                argument.AddError($"{name} must be a number {(isShare ? "between 0 and 1, such as 0.05" : "above 0")}, not '{text}'.");
                return null;
            },
        };
    }
}
