using System.CommandLine;
using System.IO.Enumeration;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Checks all photos of a folder: <c>liveness bulk FOLDER</c>. Run again after an interruption, it goes on where it was.</summary>
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
        Description = "Send photos again that an interrupted run may have paid for without getting an answer.",
    };

    private readonly SessionOptions _session;

    public BulkCommand(Terminal terminal)
        : base("bulk", "Check all photos of a folder; run again, it goes on where it was interrupted.")
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
        await using Session session = await _session.OpenAsync(arguments, cancellationToken);
        string provider = arguments.GetValue(_provider) ?? session.DefaultName;
        BulkRun run = new(session, provider, files);

        string output = arguments.GetValue(_output)?.FullName
            ?? $"{folder.Name}.{provider}{(session.IsSimulated ? ".simulated" : "")}.jsonl";
        CheckManyOptions options = CreateOptions(arguments, output);
        BulkSummary summary = new();
        try
        {
            await using FileStream file = new(output, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            await using StreamWriter lines = new(file) { AutoFlush = true, NewLine = "\n" };
            bool isFirst = true;
            await ShowProgressAsync(files.Length, async advance =>
            {
                await foreach (Outcome outcome in run.RunAsync(options, cancellationToken))
                {
                    if (isFirst)
                    {
                        // Not before the journal is ours: another run may be writing both at this moment.
                        file.SetLength(0);
                        isFirst = false;
                    }

                    await lines.WriteLineAsync(OutcomeJson.Serialize(outcome, session.IsSimulated));
                    summary.Add(outcome);
                    advance();
                }
            });
        }
        catch (OperationCanceledException)
        {
            _terminal.Fail("Interrupted. The same command goes on from here.");
            throw;
        }

        foreach (string line in summary.ToLines())
        {
            _terminal.WriteLine(line);
        }

        _terminal.WriteLine($"by {Words.Provider(provider, session.IsSimulated)}, in {Terminal.Plain(output)}");
        return summary.ExitCode;
    }

    /// <exception cref="UsageException">The output is somebody else's file.</exception>
    private CheckManyOptions CreateOptions(ParseResult arguments, string output)
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

    /// <summary>Shows a bar with rate and time left while <paramref name="work"/> goes on, where there is a terminal.</summary>
    private async Task ShowProgressAsync(int total, Func<Action, Task> work)
    {
        if (!_terminal.Error.Profile.Capabilities.Interactive)
        {
            await work(() => { });
            return;
        }

        await _terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask($"{total} photos", maxValue: total);
                await work(() => task.Increment(1));
            });
    }
}
