using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Writes all entries: <c>liveness ledger export --csv|--json</c>.</summary>
internal sealed class LedgerExportCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _csv = new("--csv") { Description = "Comma-separated values with a header line." };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object per line." };
    private readonly LedgerOptions _options;

    public LedgerExportCommand(Terminal terminal)
        : base("export", "Write all entries to standard output.")
    {
        _terminal = terminal;
        Options.Add(_csv);
        Options.Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(_csv) == result.GetValue(_json))
            {
                result.AddError("Choose --csv or --json.");
            }
        });
        _options = new LedgerOptions(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        bool isCsv = arguments.GetValue(_csv);
        await using ToolLedger tool = await _options.OpenAsync(arguments, cancellationToken);
        if (isCsv)
        {
            _terminal.WriteLine(string.Join(',', LedgerEntryText.Names));
        }

        await foreach (LedgerEntry entry in tool.Ledger.ListAsync(cancellationToken: cancellationToken))
        {
            _terminal.WriteLine(isCsv ? LedgerEntryText.ToCsv(entry) : LedgerEntryText.ToJson(entry));
        }

        return ExitCodes.Live;
    }
}
