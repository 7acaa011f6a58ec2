using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Data.Common;
using System.Text;
using LivenessSdk.Cli;
using Microsoft.Extensions.Options;

Console.OutputEncoding = Encoding.UTF8;
Terminal terminal = new();
RootCommand root = new("Checks with liveness vendors whether photos show a live person.")
{
    new CheckCommand(terminal),
    new CompareCommand(terminal),
    new BulkCommand(terminal),
    new EvaluateCommand(terminal),
    new LedgerCommand(terminal),
    new SimulateCommand(terminal),
    new DoctorCommand(terminal),
    new ProvidersCommand(terminal),
};

HelpPage.AddTo(root);

// A file may be named @face.jpg.
ParseResult arguments = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (arguments.Action is ParseErrorAction)
{
    string? meant = arguments.CommandResult.Command == root && args.Length > 0
        ? Suggestion.Find(args[0], root.Subcommands.Select(command => command.Name))
        : null;
    terminal.Fail($"{arguments.Errors[0].Message}{(meant is null ? "" : $" Did you mean 'liveness {meant}'?")} See '{NameOf(arguments.CommandResult)} --help'.");
    return ExitCodes.Usage;
}

// Everything in flight can be canceled, so Ctrl+C ends the command immediately; the timeout is for a machine that is too busy. Bulk handles Ctrl+C itself.
try
{
    return await arguments.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = arguments.CommandResult.Command is BulkCommand ? null : TimeSpan.FromSeconds(5),
    });
}
catch (OperationCanceledException)
{
    return ExitCodes.Interrupted;
}
catch (OptionsValidationException e)
{
    foreach (string problem in e.Failures)
    {
        terminal.Fail(problem);
    }

    return ExitCodes.Usage;
}
catch (Exception e) when (e is UsageException or InvalidDataException or IOException or UnauthorizedAccessException or DbException)
{
    terminal.Fail(e.Message);
    return ExitCodes.Usage;
}

// Including the commands above it: "liveness ledger show".
static string NameOf(CommandResult command) => command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : "liveness";
