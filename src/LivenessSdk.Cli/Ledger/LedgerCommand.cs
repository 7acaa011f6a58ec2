using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Shows and settles what a ledger remembers: <c>liveness ledger</c>.</summary>
internal sealed class LedgerCommand : Command
{
    public LedgerCommand(Terminal terminal)
        : base("ledger", "Show what a ledger remembers: what was paid, what is unknown; erase, purge and export it.")
    {
        Subcommands.Add(new LedgerSummaryCommand(terminal));
        Subcommands.Add(new LedgerShowCommand(terminal));
        Subcommands.Add(new LedgerUnknownCommand(terminal));
        Subcommands.Add(new LedgerExportCommand(terminal));
        Subcommands.Add(new LedgerEraseCommand(terminal));
        Subcommands.Add(new LedgerPurgeCommand(terminal));
        Subcommands.Add(new LedgerSchemaCommand(terminal));
    }
}
