using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Prints the statements that create a ledger's tables: <c>liveness ledger schema</c>.</summary>
internal sealed class LedgerSchemaCommand : Command
{
    private readonly Option<bool> _sqlite = new("--sqlite") { Description = "For SQLite. The default is PostgreSQL." };

    public LedgerSchemaCommand(Terminal terminal)
        : base("schema", "Print the statements that create the tables, for the owner of the database to run.")
    {
        Options.Add(_sqlite);
        SetAction(arguments =>
        {
            terminal.WriteLine((arguments.GetValue(_sqlite) ? SqlLedgerDialect.Sqlite : SqlLedgerDialect.PostgreSql).Schema.TrimEnd());
            return ExitCodes.Live;
        });
    }
}
