using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Represents the options that say which ledger a command works with.</summary>
internal sealed class LedgerOptions
{
    private readonly Option<string> _ledger = new("--ledger")
    {
        Description = "A SQLite file, such as the one that bulk keeps beside its output, or a connection string: \"Host=...;Database=...\".",
        HelpName = "LEDGER",
        Required = true,
    };

    private readonly Option<FileInfo?> _config = new("--config")
    {
        Description = "A JSON file with settings, read after appsettings.json of the current folder.",
        HelpName = "FILE",
    };

    public LedgerOptions(Command command)
    {
        command.Options.Add(_ledger);
        command.Options.Add(_config);
    }

    public IConfiguration Load(ParseResult arguments) => ToolConfiguration.Load(arguments.GetValue(_config));

    /// <summary>Opens the ledger that the command line names.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public Task<ToolLedger> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        ToolLedger.OpenAsync(arguments.GetRequiredValue(_ledger), Load(arguments), create: false, cancellationToken);
}
