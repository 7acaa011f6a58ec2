using System.CommandLine;
using System.Globalization;
using LivenessSdk.Evaluation;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Evaluates vendors on labeled photos: <c>liveness evaluate MANIFEST</c>. If you run it again after an interruption, it resumes.</summary>
internal sealed class EvaluateCommand : Command
{
    private readonly Terminal _terminal;
    private readonly Argument<string?> _manifest = new("MANIFEST")
    {
        Description = "A CSV file with the columns file, label, species, subject and optionally group; or a folder with bona_fide/ and attack/SPECIES/.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _results = new("--results") { Description = "Evaluate these results, of an earlier run or another program, instead of a manifest. No vendor is asked.", HelpName = "FILE" };

    private readonly Option<string?> _provider = new("--provider") { Description = "Names of clients and compositions, separated by commas. The default is all.", HelpName = "NAMES" };
    private readonly Option<string?> _run = new("--run") { Description = "The name of the run. By default, the unfinished run of this manifest is resumed, or a new one starts.", HelpName = "NAME" };
    private readonly Option<bool> _yes = new("--yes") { Description = "Pay for the checks that have no answer yet." };
    private readonly Option<bool> _resendUnknown = new("--resend-unknown") { Description = "Send photos again that an interrupted run may have paid for without an answer." };
    private readonly NumberOption _concurrency = new("--concurrency", usual: new CheckManyOptions().MaxConcurrency, most: 1000)
    {
        Description = "The number of photos that are checked concurrently.", HelpName = "N",
    };

    private readonly EvaluateOptions _figures;
    private readonly SessionOptions _session;

    public EvaluateCommand(Terminal terminal)
        : base("evaluate", "Evaluate vendors on labeled photos: error rates with bounds, thresholds, and a report.")
    {
        _terminal = terminal;
        Arguments.Add(_manifest);
        foreach (Option option in (Option[])[_results, _provider, _run, _yes, _resendUnknown, _concurrency])
        {
            Options.Add(option);
        }

        _figures = new EvaluateOptions(this);
        _session = new SessionOptions(this, checks: true, "By default, the vendors answer according to the label of each photo.");
        Validators.Add(result =>
        {
            if (result.GetResult(_results) is null == string.IsNullOrEmpty(result.GetValue(_manifest)))
            {
                result.AddError("Specify a MANIFEST, or results with --results.");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            EvaluatedResults evaluated = arguments.GetValue(_results) is { } file
                ? ReadResults(file)
                : await CheckAsync(arguments, arguments.GetRequiredValue(_manifest)!, cancellationToken);
            return await new EvaluationOutput(_terminal, _figures, arguments).WriteAsync(evaluated, cancellationToken);
        }
        catch (ManifestException e)
        {
            foreach (string problem in e.Problems)
            {
                _terminal.Fail($"{e.SourceName}: {problem}");
            }

            return ExitCodes.Usage;
        }
        catch (LivenessException e)
        {
            _terminal.Fail($"The run ended early: {e.Message} Run the same command again to resume it.");
            return ExitCodes.For(e.Error);
        }
    }

    private static EvaluatedResults ReadResults(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return new EvaluatedResults
        {
            Name = name,
            ReportName = $"{name}.html",
            Results = EvaluationResults.ReadFile(file),
            Details = [new ReportDetail("Results", Path.GetFileName(file))],
        };
    }

    private async Task<EvaluatedResults> CheckAsync(ParseResult arguments, string path, CancellationToken cancellationToken)
    {
        EvaluationManifest manifest = EvaluationManifest.Open(path);
        IReadOnlyList<LabeledPhoto> photos = await LabeledPhoto.ReadAsync(manifest, cancellationToken);
        await using Session session = await _session.OpenAsync(arguments, cancellationToken);
        IConfiguration? liveness = session.IsSimulated ? null : ToolConfiguration.Load(_session.ConfigurationFile(arguments));
        Scenario? scenario = _session.Scenario(arguments);
        string simulated = scenario is null ? "simulated" : $"simulated {scenario}";
        IReadOnlyList<SystemUnderTest> systems = SystemUnderTest.Create(ChooseSystems(arguments, session), liveness, simulated);
        EvaluationFolder folder = EvaluationFolder.Open(path, session.IsSimulated);
        folder.Create();
        await using ToolLedger tool = await ToolLedger.OpenAsync(folder.Ledger, session.Configuration, create: true, cancellationToken);
        EvaluationRunState state = folder.Choose(arguments.GetValue(_run), TimeProvider.System);
        CheckPrices prices = new(liveness);
        EvaluationRun run = new(session, tool.Ledger, state, photos, systems, prices, folder.ReadResults(state, systems))
        {
            Scenario = scenario,
            ClientVersion = client => liveness is null ? simulated : SystemUnderTest.SettingsOf(client, liveness),
        };

        _terminal.Note($"Run '{state.Name}': {photos.Count} photos with {string.Join(", ", systems.Select(system => system.Title))}.");
        if (!folder.RunNames.Contains(state.Name) && folder.RunNames.Any())
        {
            _terminal.Note($"This run is new. To continue an earlier one, use --run: {string.Join(", ", folder.RunNames)}.");
        }

        if (!session.IsSimulated)
        {
            Confirm(arguments, await run.FindUnpaidAsync(arguments.GetValue(_resendUnknown), cancellationToken), prices);
        }

        string name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        return new EvaluatedResults
        {
            Name = name,
            ReportName = $"{name}.{EvaluationFolder.FileName(state.Name)}{(session.IsSimulated ? ".simulated" : "")}.html",
            Results = await CheckAsync(arguments, run, folder, state, cancellationToken),
            Details =
            [
                new ReportDetail("Manifest", Path.GetFileName(Path.TrimEndingDirectorySeparator(path))),
                new ReportDetail("Run", state.Name),
                .. systems.Select(system => new ReportDetail($"Settings of {system.Title}", $"{string.Join(", ", system.Vendors)}; hash {system.Settings}")),
            ],
            ThresholdClients = systems.Where(system => system.Vendors is [var vendor] && vendor == system.Name).ToDictionary(system => system.Title, system => system.Name),
            OpenPhoto = photo => File.OpenRead(manifest.PathOf(photo)),
        };
    }

    private string[] ChooseSystems(ParseResult arguments, Session session)
    {
        string[] names = arguments.GetValue(_provider) is { } given
            ? [.. given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)]
            : [.. session.Client.Names];
        return names.Length > 0 ? [.. names.Select(session.NameOf)] : throw new UsageException("--provider is empty. Specify at least one client.");
    }

    /// <summary>Shows the cost, and returns only if it is confirmed.</summary>
    /// <exception cref="UsageException">It is not confirmed.</exception>
    private void Confirm(ParseResult arguments, IReadOnlyList<string> unpaid, CheckPrices prices)
    {
        if (unpaid.Count == 0)
        {
            return;
        }

        string cost = CheckPrices.Describe(prices.Sum(unpaid));
        string bill = string.Create(
            CultureInfo.InvariantCulture,
            $"at most {unpaid.Count} paid checks ({string.Join(", ", unpaid.GroupBy(client => client).Select(client => $"{client.Key} {client.Count()}"))}), {(cost.Length > 0 ? cost : "no price is configured")}");
        _terminal.Note($"{bill}.");
        if (arguments.GetValue(_yes))
        {
            return;
        }

        if (Console.IsInputRedirected || !_terminal.Error.Profile.Capabilities.Interactive || !_terminal.Error.Prompt(new ConfirmationPrompt("Pay for these checks?") { DefaultValue = false }))
        {
            throw new UsageException($"Nothing was sent: the run needs {bill}. Add --yes to pay for them.");
        }
    }

    private async Task<List<PresentationResult>> CheckAsync(
        ParseResult arguments, EvaluationRun run, EvaluationFolder folder, EvaluationRunState state, CancellationToken cancellationToken)
    {
        foreach (SystemUnderTest system in run.Systems)
        {
            state.Settings[system.Name] = system.Settings;
        }

        state.IsFinished = false;
        folder.Save(state);
        List<PresentationResult> results = [];
        try
        {
            // Compositions first: the time of a client within one is also its own time, but a composition of stored answers has none.
            foreach (SystemUnderTest system in run.Systems.OrderByDescending(system => system.Vendors.Count))
            {
                await new EvaluationProgress(_terminal, system.Title, run.PhotoCount).RunAsync(async report =>
                {
                    await foreach (EvaluatedCheck check in run.RunAsync(system, arguments.GetValue(_concurrency), arguments.GetValue(_resendUnknown), cancellationToken))
                    {
                        results.Add(check.Result);
                        report(check.Paid);
                    }
                });
            }

            state.IsFinished = results.TrueForAll(result => result.Verdict is not null);
        }
        catch (OperationCanceledException)
        {
            _terminal.Fail($"Interrupted. Run the same command again to resume run '{state.Name}'.");
            throw;
        }
        finally
        {
            folder.WriteResults(state, run.MergeEarlier(results));
            folder.Save(state);
        }

        string[] order = [.. run.Systems.Select(system => system.Title)];
        return [.. results.OrderBy(result => Array.IndexOf(order, result.System))];
    }
}
