using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Lists photos that may have been billed and have no answer, and settles them: <c>liveness ledger unknown</c>.</summary>
internal sealed class LedgerUnknownCommand : Command
{
    private readonly Terminal _terminal;
    private readonly LedgerOptions _list;

    public LedgerUnknownCommand(Terminal terminal)
        : base("unknown", "List photos that may have been billed and have no answer; settle them, or free them to be sent again.")
    {
        _terminal = terminal;
        _list = new LedgerOptions(this);
        SetAction(ListAsync);
        Subcommands.Add(new Listing(this));
        Subcommands.Add(new Settling(
            terminal, "resend", "Free the key, so that the next check with it sends the photo again. It may be billed twice.", LedgerSettlement.Resend));
        Subcommands.Add(new Settling(
            terminal, "settle", "Record what the vendor's console says: --processed if the photo was billed, --not-processed if it never arrived.", settlement: null));
    }

    private Task<int> ListAsync(ParseResult arguments, CancellationToken cancellationToken) => ListAsync(_list, arguments, cancellationToken);

    private async Task<int> ListAsync(LedgerOptions options, ParseResult arguments, CancellationToken cancellationToken)
    {
        await using ToolLedger tool = await options.OpenAsync(arguments, cancellationToken);
        long count = 0;
        await foreach (LedgerEntry entry in tool.Ledger.ListAsync(new LedgerFilter { State = LedgerState.Unknown }, cancellationToken))
        {
            count++;
            string remark = entry.ContinuationToken is null ? "" : ", can be continued by the next check with the key at no cost";
            _terminal.WriteLine(Terminal.Plain($"{entry.Key}: sent {entry.DispatchedAt:u}{remark}"));
        }

        _terminal.WriteLine($"{count} unknown");
        return ExitCodes.Live;
    }

    private sealed class Listing : Command
    {
        public Listing(LedgerUnknownCommand unknown)
            : base("list", "List them. This is the default.")
        {
            LedgerOptions options = new(this);
            SetAction((arguments, cancellationToken) => unknown.ListAsync(options, arguments, cancellationToken));
        }
    }

    private sealed class Settling : Command
    {
        private readonly Terminal _terminal;
        private readonly LedgerSettlement? _settlement;
        private readonly Argument<string> _key = new("KEY") { Description = "The idempotency key." };
        private readonly Option<string?> _client = new("--client") { Description = "Only the entry of this client.", HelpName = "NAME" };
        private readonly Option<bool> _processed = new("--processed") { Description = "The vendor processed and billed the photo. The key remains in use." };
        private readonly Option<bool> _notProcessed = new("--not-processed") { Description = "The vendor did not process the photo. The key is free." };
        private readonly LedgerOptions _options;

        public Settling(Terminal terminal, string name, string description, LedgerSettlement? settlement)
            : base(name, description)
        {
            _terminal = terminal;
            _settlement = settlement;
            Arguments.Add(_key);
            Options.Add(_client);
            if (settlement is null)
            {
                Options.Add(_processed);
                Options.Add(_notProcessed);
                Validators.Add(result =>
                {
                    if (result.GetValue(_processed) == result.GetValue(_notProcessed))
                    {
                        result.AddError("Choose --processed or --not-processed.");
                    }
                });
            }

            _options = new LedgerOptions(this);
            SetAction(RunAsync);
        }

        private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
        {
            string key = arguments.GetRequiredValue(_key);
            LedgerSettlement settlement = _settlement
                ?? (arguments.GetValue(_processed) ? LedgerSettlement.Processed : LedgerSettlement.NotProcessed);
            await using ToolLedger tool = await _options.OpenAsync(arguments, cancellationToken);
            int settled = 0;
            await foreach (LedgerEntry entry in tool.Ledger.ListAsync(new LedgerFilter { IdempotencyKey = key }, cancellationToken))
            {
                if (arguments.GetValue(_client) is not { } client || client == entry.Key.Client)
                {
                    settled += await tool.Ledger.SettleAsync(entry.Key, settlement, cancellationToken) ? 1 : 0;
                }
            }

            _terminal.WriteLine($"{settled} settled");
            return settled > 0 ? ExitCodes.Live : throw new UsageException($"The ledger has no unknown or failed entry '{key}'.");
        }
    }
}
