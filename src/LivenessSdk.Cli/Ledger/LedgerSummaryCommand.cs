using System.CommandLine;
using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Counts checks, verdicts and costs per client and day: <c>liveness ledger summary</c>.</summary>
internal sealed class LedgerSummaryCommand : Command
{
    private static readonly string[] s_verdicts = Enum.GetNames<LivenessVerdict>();

    private readonly Terminal _terminal;
    private readonly LedgerOptions _options;

    public LedgerSummaryCommand(Terminal terminal)
        : base("summary", "Count checks, verdicts and what was billed, per client and day (UTC). Includes the cost of clients with a Price and a Currency.")
    {
        _terminal = terminal;
        _options = new LedgerOptions(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        CheckPrices prices = new(_options.Load(arguments));
        await using ToolLedger tool = await _options.OpenAsync(arguments, cancellationToken);
        IReadOnlyList<LedgerTotal> totals = await tool.Ledger.SummarizeAsync(cancellationToken);
        TextTable table = new("day", "client", "checks", "Live", "NotLive", "Inconclusive", "other", "billed", "possibly billed", "cost", "possible cost");
        foreach (IGrouping<(DateOnly Day, string ClientName), LedgerTotal> group in totals.GroupBy(total => (total.Day, total.ClientName)))
        {
            long billed = group.Sum(total => total.Billed);
            long possibly = group.Sum(total => total.PossiblyBilled);
            string[] cells =
            [
                group.Key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                group.Key.ClientName,
                Text(group.Sum(total => total.Checks)),
                Text(Count(group, nameof(LivenessVerdict.Live))),
                Text(Count(group, nameof(LivenessVerdict.NotLive))),
                Text(Count(group, nameof(LivenessVerdict.Inconclusive))),
                Text(group.Where(total => !s_verdicts.Contains(total.Outcome)).Sum(total => total.Checks)),
                Text(billed),
                Text(possibly),
                CheckPrices.Describe(prices.Sum([(group.Key.ClientName, billed)])),
                CheckPrices.Describe(prices.Sum([(group.Key.ClientName, possibly)])),
            ];
            table.AddRow(cells.Select(cell => new Cell(cell)));
        }

        _terminal.Write(table);
        if (prices.Sum(totals.Select(total => (total.ClientName, total.Billed))) is { Count: > 0 } billedAmounts)
        {
            string possible = CheckPrices.Describe(prices.Sum(totals.Select(total => (total.ClientName, total.PossiblyBilled))));
            _terminal.WriteLine($"billed: {CheckPrices.Describe(billedAmounts)}, additionally possibly billed: {possible}");
        }

        return ExitCodes.Live;
    }

    private static long Count(IEnumerable<LedgerTotal> totals, string outcome) =>
        totals.Where(total => total.Outcome == outcome).Sum(total => total.Checks);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
