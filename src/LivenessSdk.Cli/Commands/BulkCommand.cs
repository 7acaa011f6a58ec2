using System.CommandLine;
using System.IO.Enumeration;

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
        Description = "Where the results go, one line of JSON per photo; FOLDER.PROVIDER.jsonl in the current folder unless given. The journal lies beside it.",
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
        _session = new SessionOptions(this, checks: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = arguments.GetRequiredValue(_folder);
        string[] files = FindPhotos(folder);
        BulkProgress progress = new(_terminal, files.Length, arguments.GetValue(_concurrency));
        using Interruption interruption = new(progress.Stop);
        await using Session session = await _session.OpenAsync(arguments, interruption.EndToken);
        string provider = arguments.GetValue(_provider) ?? session.DefaultName;
        string output = arguments.GetValue(_output)?.FullName
            ?? $"{folder.Name}.{provider}{(session.IsSimulated ? ".simulated" : "")}.jsonl";
        CheckManyOptions options = CreateOptions(arguments, output, progress, interruption.StopToken);
        BulkSummary summary = new();
        try
        {
            await progress.ShowAsync(() => CheckAsync(new BulkRun(session, provider, files), output, options, progress, summary, interruption.EndToken));
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

    private static async Task CheckAsync(
        BulkRun run, string output, CheckManyOptions options, BulkProgress progress, BulkSummary summary, CancellationToken cancellationToken)
    {
        ResultFile? results = null;
        try
        {
            await foreach (Outcome outcome in run.RunAsync(options, cancellationToken))
            {
                // Not before the journal is ours: another run may be writing both at this moment.
                results ??= await ResultFile.OpenAsync(output, run.Provider, cancellationToken);
                await results.WriteAsync(outcome, run.IsSimulated);
                summary.Add(outcome);
                progress.Add(outcome, run.IsSimulated);
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
    private CheckManyOptions CreateOptions(ParseResult arguments, string output, BulkProgress progress, CancellationToken stop)
    {
        string journal = $"{output}.journal";
        if (File.Exists(output) && !File.Exists(journal))
        {
            throw new UsageException($"{output} exists, and no journal beside it says that it is from an earlier run of this command. Name another file by --output.");
        }

        return new CheckManyOptions
        {
            MaxConcurrency = arguments.GetValue(_concurrency),
            JournalPath = journal,
            ResendUnknown = arguments.GetValue(_resendUnknown),
            Progress = progress,
            StopToken = stop,
        };
    }

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
