using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Counts outcomes and their causes.</summary>
internal sealed class BulkSummary
{
    private const int MaxCauses = 20;

    private readonly Dictionary<LivenessVerdict, int> _verdicts = [];
    private readonly Dictionary<string, int> _causes = new(StringComparer.Ordinal);
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
            Count(_verdicts, result.Verdict);
            foreach (string reason in result.Reasons.Select(reason => reason.Code.Value).Distinct())
            {
                Count(_causes, $"{result.Verdict}: {reason}");
            }
        }
        else if (outcome.Failure is { } failure)
        {
            _failed++;
            Count(_causes, $"failed: {failure.Error}{(failure.MayHaveBeenProcessed ? ", may have been billed" : "")}: {Terminal.Plain(failure.Message)}");
        }
        else
        {
            _unknown++;
        }
    }

    /// <summary>Records the failure that ended the run.</summary>
    public void Add(LivenessException cause) => _codes.Add(ExitCodes.For(cause.Error));

    /// <summary>Returns one line per kind of outcome, one per cause, and what to do about photos without an answer.</summary>
    /// <param name="folder">The photos of the folder.</param>
    public IEnumerable<string> ToLines(BulkFolder folder) =>
    [
        .. new[] { LivenessVerdict.Live, LivenessVerdict.NotLive, LivenessVerdict.Inconclusive }
            .Select(verdict => Line(verdict.ToString(), _verdicts.GetValueOrDefault(verdict))),
        Line("failed", _failed),
        Line("unknown", _unknown),
        Line("photos", _total) + (_fromJournal > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_fromJournal} of them from earlier runs") : ""),
        .. folder.Skipped is { } skipped ? [skipped] : Array.Empty<string>(),
        .. CauseLines(),
        .. NextSteps(folder.Files.Count),
    ];

    private IEnumerable<string> CauseLines()
    {
        if (_causes.Count > 0)
        {
            yield return "causes:";
        }

        foreach ((string cause, int count) in _causes.OrderByDescending(cause => cause.Value).ThenBy(cause => cause.Key, StringComparer.Ordinal).Take(MaxCauses))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {count} x {cause}");
        }

        if (_causes.Count > MaxCauses)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  and {_causes.Count - MaxCauses} more causes");
        }
    }

    private IEnumerable<string> NextSteps(int found)
    {
        if (_total < found)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{found - _total} of {found} photos are left. Run the same command again to resume.");
        }

        if (_failed > 0)
        {
            yield return "Run the same command again to repeat the failed checks that cannot have been billed.";
        }

        if (_unknown > 0 || _causes.Keys.Any(cause => cause.Contains(", may have been billed", StringComparison.Ordinal)))
        {
            yield return "Photos that are unknown or may have been billed are not sent again unless you add --resend-unknown, which may pay for them twice.";
        }
    }

    private static void Count<T>(Dictionary<T, int> counts, T what)
        where T : notnull => counts[what] = counts.GetValueOrDefault(what) + 1;

    private static string Line(string what, int count) => string.Create(CultureInfo.InvariantCulture, $"{what,-12} {count}");
}
