using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Counts outcomes.</summary>
internal sealed class BulkSummary
{
    private readonly Dictionary<LivenessVerdict, int> _verdicts = [];
    private readonly HashSet<int> _codes = [];
    private int _failed;
    private int _unknown;
    private int _fromJournal;
    private int _total;

    public int ExitCode => ExitCodes.Worst(_codes);

    public void Add(Outcome outcome)
    {
        _total++;
        _codes.Add(outcome.ExitCode);
        if (outcome.FromJournal)
        {
            _fromJournal++;
        }

        if (outcome.Result is { } result)
        {
            _verdicts[result.Verdict] = _verdicts.GetValueOrDefault(result.Verdict) + 1;
        }
        else if (outcome.Failure is not null)
        {
            _failed++;
        }
        else
        {
            _unknown++;
        }
    }

    /// <summary>Returns one line per kind of outcome.</summary>
    public IEnumerable<string> ToLines() =>
    [
        .. new[] { LivenessVerdict.Live, LivenessVerdict.NotLive, LivenessVerdict.Inconclusive }
            .Select(verdict => Line(verdict.ToString(), _verdicts.GetValueOrDefault(verdict))),
        Line("failed", _failed),
        Line("unknown", _unknown),
        Line("photos", _total) + (_fromJournal > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_fromJournal} of them from earlier runs") : ""),
    ];

    private static string Line(string what, int count) => string.Create(CultureInfo.InvariantCulture, $"{what,-12} {count}");
}
