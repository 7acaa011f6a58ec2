using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Represents the options that select the ledger of a command.</summary>
internal sealed class LedgerOptions
{
    private readonly Option<string> _ledger = new("--ledger")
    {
        Description = "A SQLite file, such as the one that bulk creates next to its output, or a PostgreSQL connection string: \"Host=...;Database=...\".",
        HelpName = "LEDGER",
        Required = true,
    };

    private readonly Option<FileInfo?> _config = new("--config")
    {
        Description = "A JSON file with settings, read after appsettings.json in the current folder.",
        HelpName = "FILE",
    };

    public LedgerOptions(Command command)
    {
        command.Options.Add(_ledger);
        command.Options.Add(_config);
    }

    public IConfiguration Load(ParseResult arguments) => ToolConfiguration.Load(arguments.GetValue(_config));

    /// <summary>Opens the ledger from the command line.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public Task<ToolLedger> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        ToolLedger.OpenAsync(arguments.GetRequiredValue(_ledger), Load(arguments), create: false, cancellationToken);
}
