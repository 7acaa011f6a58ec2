using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LivenessSdk.Cli;

/// <summary>Deletes old entries: <c>liveness ledger purge --older-than 30d</c>.</summary>
internal sealed class LedgerPurgeCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Option<TimeSpan> _olderThan = new("--older-than")
    {
        Description = "The age of the last change: 30d for days, 12h for hours.",
        HelpName = "AGE",
        Required = true,
        CustomParser = Parse,
    };

    private readonly LedgerOptions _options;

    public LedgerPurgeCommand(Terminal terminal)
        : base("purge", "Delete entries above an age and free their keys. Unknown entries, entries in flight and the daily totals remain.")
    {
        _terminal = terminal;
        Options.Add(_olderThan);
        _options = new LedgerOptions(this);
        SetAction(RunAsync);
    }

    private static TimeSpan Parse(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (text.Length > 1
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && text[^1] is 'd' or 'h')
        {
            return text[^1] == 'd' ? TimeSpan.FromDays(number) : TimeSpan.FromHours(number);
        }

        argument.AddError($"--older-than must be a number of days or hours, such as 30d or 12h, not '{Terminal.Plain(text)}'.");
        return default;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using ToolLedger tool = await _options.OpenAsync(arguments, cancellationToken);
        long purged = await tool.Ledger.PurgeAsync(arguments.GetValue(_olderThan), cancellationToken);
        _terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{purged} deleted"));
        return ExitCodes.Live;
    }
}
