using System.CommandLine;
using System.Text.Json.Nodes;

namespace LivenessSdk.Cli;

/// <summary>Shows the entries of one key: <c>liveness ledger show KEY</c>.</summary>
internal sealed class LedgerShowCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _key = new("KEY") { Description = "The idempotency key." };
    private readonly LedgerOptions _options;

    public LedgerShowCommand(Terminal terminal)
        : base("show", "Show what is known about a key, for each client and run.")
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
        bool isFound = false;
        await foreach (LedgerEntry entry in tool.Ledger.ListAsync(new LedgerFilter { IdempotencyKey = key }, cancellationToken))
        {
            if (isFound)
            {
                _terminal.WriteLine("");
            }

            isFound = true;
            foreach ((string name, JsonNode? value) in LedgerEntryText.Names.Zip(LedgerEntryText.Values(entry)).Where(field => field.Second is not null))
            {
                _terminal.WriteLine($"{name,-16}{Terminal.Plain(value!.ToString())}");
            }
        }

        return isFound ? ExitCodes.Live : throw new UsageException($"The ledger has no entry '{key}'.");
    }
}
