using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Shows and maintains a ledger: <c>liveness ledger</c>.</summary>
internal sealed class LedgerCommand : Command
{
    public LedgerCommand(Terminal terminal)
        : base("ledger", "Show and maintain a ledger: what was billed, what is unknown; erase, purge, export.")
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
