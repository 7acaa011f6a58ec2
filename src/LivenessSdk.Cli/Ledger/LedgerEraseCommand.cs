using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Erases the entries of one key at a person's request: <c>liveness ledger erase KEY</c>.</summary>
internal sealed class LedgerEraseCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _key = new("KEY") { Description = "The idempotency key." };
    private readonly LedgerOptions _options;

    public LedgerEraseCommand(Terminal terminal)
        : base("erase", "Erase the entries of a key. A keyed hash remains, so that the photo is not paid for again, and so do the billing counters.")
    {
        _terminal = terminal;
        Arguments.Add(_key);
        _options = new LedgerOptions(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        string key = arguments.GetRequiredValue(_key);
        await using ToolLedger tool = await _options.OpenAsync(arguments, cancellationToken);
        int erased = await tool.Ledger.EraseAsync(key, cancellationToken);
        bool isInFlight = false;
        await foreach (LedgerEntry entry in tool.Ledger.ListAsync(new LedgerFilter { IdempotencyKey = key }, cancellationToken))
        {
            isInFlight |= entry.State is LedgerState.Claimed or LedgerState.Dispatched;
        }

        _terminal.WriteLine($"{erased} erased");
        return isInFlight
            ? throw new UsageException($"A check of '{key}' is in flight. Run the command again after the check has ended.")
            : erased > 0 ? ExitCodes.Live : throw new UsageException($"The ledger has no entry '{key}'.");
    }
}
