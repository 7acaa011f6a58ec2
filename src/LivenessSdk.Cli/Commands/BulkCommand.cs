using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Checks all photos of a folder: <c>liveness bulk FOLDER</c>. If you run it again after an interruption, it resumes.</summary>
internal sealed class BulkCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Argument<DirectoryInfo> _folder = new("FOLDER") { Description = "The folder. All .jpg, .jpeg, .png and .webp files in it and its subfolders are checked." };
    private readonly ProviderOption _provider = new();
    private readonly Option<FileInfo?> _output = new("--output")
    {
        Description = "The output file, one line of JSON per photo. The default is FOLDER.PROVIDER.jsonl in the current folder. The ledger, which resumes an interrupted run, is created next to it.",
        HelpName = "FILE",
    };

    private readonly NumberOption _concurrency = new("--concurrency", usual: new CheckManyOptions().MaxConcurrency, most: 1000)
    {
        Description = "The number of photos that are checked concurrently.",
        HelpName = "N",
    };

    private readonly Option<bool> _resendUnknown = new("--resend-unknown")
    {
        Description = "Send photos again that an earlier run may have paid for without an answer. You may pay for them twice.",
    };

    private readonly FleetOptions _fleet;
    private readonly SessionOptions _session;

    public BulkCommand(Terminal terminal)
        : base("bulk", "Check all photos in a folder. Run the command again to resume.")
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
                result.AddError("--simulator and --concurrency cannot be used with --broker: the workers have their own vendors and concurrency.");
            }
        });
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = arguments.GetRequiredValue(_folder);
        BulkFolder photos = BulkFolder.Open(folder);
        return _fleet.Find(arguments) is { } fleet ? RunByFleetAsync(arguments, fleet, folder, photos) : RunHereAsync(arguments, folder, photos);
    }

    private async Task<int> RunByFleetAsync(ParseResult arguments, (Uri Broker, string Ledger, string? Queue) fleet, DirectoryInfo folder, BulkFolder photos)
    {
        IConfiguration configuration = ToolConfiguration.Load(_session.ConfigurationFile(arguments));
        string provider = arguments.GetValue(_provider)
            ?? configuration["Default"]
            ?? throw new UsageException("Specify the client of the workers with --provider, or set Liveness:Default.");
        string output = arguments.GetValue(_output)?.FullName ?? $"{folder.Name}.{provider}.jsonl";
        FleetRun.RequireOwnOutput(output, provider);
        await using FileStream locked = Lock(output);
        await using ToolLedger tool = await ToolLedger.OpenAsync(fleet.Ledger, configuration, create: false, CancellationToken.None);
        using Interruption interruption = new(() => { });
        FleetRun run = new(tool.Ledger, fleet.Broker, fleet.Queue, provider, folder, photos.Files, arguments.GetValue(_resendUnknown));
        BulkProgress progress = new(_terminal, photos.Files.Count, concurrency: 0);
        BulkSummary summary = new();
        await progress.ShowAsync(() => WriteAsync(run.RunAsync(progress, interruption.StopToken), provider, isSimulated: false, output, progress, summary, CancellationToken.None));
        foreach (string line in summary.ToLines(photos))
        {
            _terminal.WriteLine(line);
        }

        _terminal.WriteLine($"checked by the workers' client {provider}, results in {Terminal.Plain(output)}");
        if (!interruption.IsRequested)
        {
            return summary.ExitCode;
        }

        _terminal.WriteLine($"The workers continue. To watch them, run 'liveness ledger summary --ledger \"...\"'. To collect their results, run the same command again.");
        return ExitCodes.Interrupted;
    }

    private async Task<int> RunHereAsync(ParseResult arguments, DirectoryInfo folder, BulkFolder photos)
    {
        BulkProgress progress = new(_terminal, photos.Files.Count, arguments.GetValue(_concurrency));
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
        BulkRun run = new(session, provider, photos.Files, tool.Ledger);
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
            _terminal.Fail("Interrupted. Checks in flight were canceled, and the vendor may bill them. Run the same command again to resume.");
            throw;
        }

        foreach (string line in summary.ToLines(photos))
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
                // Created only when there is something to write: a run that cannot start leaves no file.
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

    /// <exception cref="UsageException">The output was not written by this command.</exception>
    private static void RequireOwnOutput(string output, string folder, string journal)
    {
        // Runs of several clients may share one output; each has its own ledger next to it.
        bool isOwn = File.Exists(journal)
            || Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(output))!, "*.ledger")
                .Any(ledger => Path.GetFileName(ledger).StartsWith($"{folder}.", StringComparison.Ordinal));
        if (File.Exists(output) && !isOwn)
        {
            throw new UsageException($"{output} exists, and there is no ledger of an earlier run of this command next to it. Choose another file with --output.");
        }
    }

    /// <summary>Prevents a second run from writing the same results: several runs can share a ledger, but not a file.</summary>
    /// <exception cref="UsageException">Another run has the lock.</exception>
    private static FileStream Lock(string ledger)
    {
        try
        {
            return new FileStream($"{ledger}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists($"{ledger}.lock"))
        {
            throw new UsageException($"{ledger} is in use by another run of this command. Wait until it has ended.");
        }
    }

    private CheckManyOptions CreateOptions(ParseResult arguments, CheckLedger ledger, string journal, BulkProgress progress, CancellationToken stop) =>
        new()
        {
            MaxConcurrency = arguments.GetValue(_concurrency),
            Ledger = ledger,
            JournalPath = journal, // A journal of version 0.1 is imported.
            ResendUnknown = arguments.GetValue(_resendUnknown),
            Progress = progress,
            StopToken = stop,
        };
}
