using System.CommandLine;
using System.IO.Enumeration;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Checks all photos of a folder: <c>liveness bulk FOLDER</c>. Run again after an interruption, it resumes.</summary>
internal sealed class BulkCommand : Command
{
    private static readonly string[] s_extensions = [".jpg", ".jpeg", ".png", ".webp"];

    private readonly Terminal _terminal;
    private readonly Argument<DirectoryInfo> _folder = new("FOLDER") { Description = "The folder; .jpg, .jpeg, .png and .webp in it and below it are checked." };
    private readonly ProviderOption _provider = new();
    private readonly Option<FileInfo?> _output = new("--output")
    {
        Description = "Where the results go, one line of JSON per photo; FOLDER.PROVIDER.jsonl in the current folder unless given. The ledger, which resumes an interrupted run, lies beside it.",
        HelpName = "FILE",
    };

    private readonly NumberOption _concurrency = new("--concurrency", usual: new CheckManyOptions().MaxConcurrency, most: 1000)
    {
        Description = "How many photos are checked at once.",
        HelpName = "N",
    };

    private readonly Option<bool> _resendUnknown = new("--resend-unknown")
    {
        Description = "Send photos again that an earlier run may have paid for without getting an answer; you may pay for them twice.",
    };

    private readonly FleetOptions _fleet;
    private readonly SessionOptions _session;

    public BulkCommand(Terminal terminal)
        : base("bulk", "Check all photos of a folder; run it again to resume.")
    {
        _terminal = terminal;
        Arguments.Add(_folder);
        Options.Add(_provider);
        Options.Add(_output);
        Options.Add(_concurrency);
        Options.Add(_resendUnknown);
        _fleet = new FleetOptions(this);
        _session = new SessionOptions(this, checks: true);
        Validators.Add(result =>
        {
            if (result.GetResult(_fleet.Broker) is not null && (_session.IsSimulated(result) || result.GetResult(_concurrency) is { Implicit: false }))
            {
                result.AddError("--simulator and --concurrency do not go with --broker: the workers have their own vendors and concurrency.");
            }
        });
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = arguments.GetRequiredValue(_folder);
        string[] files = FindPhotos(folder);
        return _fleet.Find(arguments) is { } fleet ? RunByFleetAsync(arguments, fleet, folder, files) : RunHereAsync(arguments, folder, files);
    }

    private async Task<int> RunByFleetAsync(ParseResult arguments, (Uri Broker, string Ledger, string? Queue) fleet, DirectoryInfo folder, string[] files)
    {
        IConfiguration configuration = ToolConfiguration.Load(_session.ConfigurationFile(arguments));
        string provider = arguments.GetValue(_provider)
            ?? configuration["Default"]
            ?? throw new UsageException("Name the client of the workers by --provider, or set Liveness:Default.");
        string output = arguments.GetValue(_output)?.FullName ?? $"{folder.Name}.{provider}.jsonl";
        FleetRun.RequireOwnOutput(output, provider);
        await using FileStream locked = Lock(output);
        await using ToolLedger tool = await ToolLedger.OpenAsync(fleet.Ledger, configuration, create: false, CancellationToken.None);
        using Interruption interruption = new(() => { });
        FleetRun run = new(tool.Ledger, fleet.Broker, fleet.Queue, provider, folder, files, arguments.GetValue(_resendUnknown));
        BulkProgress progress = new(_terminal, files.Length, concurrency: 0);
        BulkSummary summary = new();
        await progress.ShowAsync(() => WriteAsync(run.RunAsync(progress, interruption.StopToken), provider, isSimulated: false, output, progress, summary, CancellationToken.None));
        foreach (string line in summary.ToLines(files.Length))
        {
            _terminal.WriteLine(line);
        }

        _terminal.WriteLine($"by the workers' {provider}, in {Terminal.Plain(output)}");
        if (!interruption.IsRequested)
        {
            return summary.ExitCode;
        }

        _terminal.WriteLine($"The workers go on. Watch them by 'liveness ledger summary --ledger \"...\"'; the same command collects what they have done.");
        return ExitCodes.Interrupted;
    }

    private async Task<int> RunHereAsync(ParseResult arguments, DirectoryInfo folder, string[] files)
    {
        BulkProgress progress = new(_terminal, files.Length, arguments.GetValue(_concurrency));
        using Interruption interruption = new(progress.Stop);
        await using Session session = await _session.OpenAsync(arguments, interruption.EndToken);
        string provider = arguments.GetValue(_provider) ?? session.DefaultName;
        string output = arguments.GetValue(_output)?.FullName
            ?? $"{folder.Name}.{provider}{(session.IsSimulated ? ".simulated" : "")}.jsonl";
        string place = Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(output))!, $"{folder.Name}.{provider}{(session.IsSimulated ? ".simulated" : "")}.ledger");
        string journal = $"{output}.journal";
        RequireOwnOutput(output, folder.Name, journal);
        await using FileStream locked = Lock(place);
        await using ToolLedger tool = await ToolLedger.OpenAsync(place, session.Configuration, create: true, interruption.EndToken);
        CheckManyOptions options = CreateOptions(arguments, tool.Ledger, journal, progress, interruption.StopToken);
        BulkRun run = new(session, provider, files, tool.Ledger);
        BulkSummary summary = new();
        try
        {
            await progress.ShowAsync(() => WriteAsync(run.RunAsync(options, interruption.EndToken), provider, run.IsSimulated, output, progress, summary, interruption.EndToken));
            if (!interruption.IsRequested && File.Exists(journal))
            {
                File.Move(journal, $"{journal}.imported", overwrite: true);
            }
        }
        catch (LivenessException e)
        {
            _terminal.Fail($"The run ended early: {e.Message}");
            summary.Add(e);
        }
        catch (OperationCanceledException)
        {
            _terminal.Fail("Interrupted. Checks in flight were abandoned, and the vendor may bill them. The same command resumes from here.");
            throw;
        }

        foreach (string line in summary.ToLines(files.Length))
        {
            _terminal.WriteLine(line);
        }

        _terminal.WriteLine($"by {Words.Provider(provider, session.IsSimulated)}, in {Terminal.Plain(output)}");
        return interruption.IsRequested ? ExitCodes.Interrupted : summary.ExitCode;
    }

    private static async Task WriteAsync(
        IAsyncEnumerable<Outcome> outcomes, string provider, bool isSimulated, string output, BulkProgress progress, BulkSummary summary, CancellationToken cancellationToken)
    {
        ResultFile? results = null;
        try
        {
            await foreach (Outcome outcome in outcomes)
            {
                // Not before there is something to write: a run that cannot begin leaves no file.
                results ??= await ResultFile.OpenAsync(output, provider, cancellationToken);
                await results.WriteAsync(outcome, isSimulated);
                summary.Add(outcome);
                progress.Add(outcome, isSimulated);
            }
        }
        finally
        {
            if (results is not null)
            {
                await results.DisposeAsync();
            }
        }
    }

    /// <exception cref="UsageException">The output is somebody else's file.</exception>
    private static void RequireOwnOutput(string output, string folder, string journal)
    {
        // Runs of several clients may share one output; each has a ledger beside it.
        bool isOwn = File.Exists(journal)
            || Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(output))!, "*.ledger")
                .Any(ledger => Path.GetFileName(ledger).StartsWith($"{folder}.", StringComparison.Ordinal));
        if (File.Exists(output) && !isOwn)
        {
            throw new UsageException($"{output} exists, and no ledger beside it says that it is from an earlier run of this command. Name another file by --output.");
        }
    }

    /// <summary>Keeps a second run from the results. The ledger could serve both, but a file has one writer.</summary>
    /// <exception cref="UsageException">Another run has the lock.</exception>
    private static FileStream Lock(string ledger)
    {
        try
        {
            return new FileStream($"{ledger}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists($"{ledger}.lock"))
        {
            throw new UsageException($"{ledger} is used by another process: a run of this command that has not ended.");
        }
    }

    private CheckManyOptions CreateOptions(ParseResult arguments, CheckLedger ledger, string journal, BulkProgress progress, CancellationToken stop) =>
        new()
        {
            MaxConcurrency = arguments.GetValue(_concurrency),
            Ledger = ledger,
            JournalPath = journal, // Of version 0.1: it is imported.
            ResendUnknown = arguments.GetValue(_resendUnknown),
            Progress = progress,
            StopToken = stop,
        };

    private static string[] FindPhotos(DirectoryInfo folder)
    {
        if (!folder.Exists)
        {
            throw new UsageException($"There is no folder {folder}.");
        }

        string[] files =
        [
            .. new FileSystemEnumerable<string>(
                folder.ToString(),
                (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
                new EnumerationOptions { RecurseSubdirectories = true })
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory
                    && s_extensions.Contains(Path.GetExtension(entry.FileName).ToString(), StringComparer.OrdinalIgnoreCase),

                // A link can lead back above itself, and every round would be paid for again.
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            }.Order(StringComparer.Ordinal),
        ];
        return files.Length > 0 ? files : throw new UsageException($"The folder {folder} holds no {string.Join(", ", s_extensions)}.");
    }
}
