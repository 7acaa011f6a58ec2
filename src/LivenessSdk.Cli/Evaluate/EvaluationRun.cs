using System.Runtime.CompilerServices;
using LivenessSdk.Evaluation;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Checks the photos of a manifest with systems, and converts the outcomes to raw results.</summary>
internal sealed class EvaluationRun
{
    private readonly Session _session;
    private readonly CheckLedger _ledger;
    private readonly EvaluationRunState _state;
    private readonly IReadOnlyList<LabeledPhoto> _photos;
    private readonly CheckPrices _prices;
    private readonly Dictionary<(string System, string File), PresentationResult> _earlier;
    private readonly Dictionary<(string Client, string Photo), TimeSpan> _durations = [];

    /// <param name="session">The clients.</param>
    /// <param name="ledger">The ledger of the manifest.</param>
    /// <param name="state">The run.</param>
    /// <param name="photos">The photos.</param>
    /// <param name="systems">The systems.</param>
    /// <param name="prices">The prices of checks.</param>
    /// <param name="earlier">The results of earlier parts of the run.</param>
    public EvaluationRun(
        Session session, CheckLedger ledger, EvaluationRunState state, IReadOnlyList<LabeledPhoto> photos,
        IReadOnlyList<SystemUnderTest> systems, CheckPrices prices, IEnumerable<PresentationResult> earlier)
    {
        _session = session;
        _ledger = ledger;
        _state = state;
        _photos = photos;
        _prices = prices;
        _earlier = earlier.ToDictionary(result => (result.System, result.Presentation.File));
        Systems = systems;
    }

    /// <summary>Gets the scenario of simulated vendors for every photo, or <c>null</c> if each answer follows the label of its photo.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>Gets the function that returns the version of a client's settings.</summary>
    public required Func<string, string> ClientVersion { get; init; }

    public IReadOnlyList<SystemUnderTest> Systems { get; }

    public int PhotoCount => _photos.Count;

    /// <summary>Adds the results of earlier parts of the run that this part has not produced.</summary>
    public IReadOnlyCollection<PresentationResult> MergeEarlier(IReadOnlyCollection<PresentationResult> results)
    {
        HashSet<(string, string)> known = [.. results.Select(result => (result.System, result.Presentation.File))];
        return [.. results, .. _earlier.Values.Where(result => !known.Contains((result.System, result.Presentation.File)))];
    }

    /// <summary>Finds the clients that may be paid, one for each check of a vendor's client that is not in the ledger.</summary>
    public async Task<IReadOnlyList<string>> FindUnpaidAsync(bool resendUnknown, CancellationToken cancellationToken)
    {
        HashSet<LedgerKey> known = [];
        await foreach (LedgerEntry entry in _ledger.ListAsync(cancellationToken: cancellationToken))
        {
            if (entry.State == LedgerState.Answered || (entry.State is LedgerState.Failed or LedgerState.Unknown && !resendUnknown))
            {
                known.Add(entry.Key);
            }
        }

        return
        [
            .. Systems.SelectMany(system => system.Vendors).Distinct()
                .SelectMany(vendor => _photos.Select(photo => new LedgerKey(photo.Key, vendor) { Run = $"{_state.Name}/{ClientVersion(vendor)}" }))
                .Where(key => !known.Contains(key))
                .Select(key => key.Client),
        ];
    }

    /// <summary>Runs the checks of one system. Answers from the ledger are returned and not paid for again.</summary>
    public async IAsyncEnumerable<EvaluatedCheck> RunAsync(
        SystemUnderTest system, int concurrency, bool resendUnknown, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ILivenessClient client = _session.Find(system.Name);
        CheckManyOptions options = new()
        {
            MaxConcurrency = concurrency, Ledger = _ledger, RunName = _state.Name, ClientVersion = ClientVersion, ResendUnknown = resendUnknown,
        };

        // A simulated vendor answers all requests with the same scenario until it is changed.
        foreach (IGrouping<Scenario?, LabeledPhoto> part in _photos.GroupBy(photo => _session.IsSimulated ? Scenario ?? SimulatedAnswer.To(photo, system) : null))
        {
            if (part.Key is { } scenario)
            {
                _session.Simulate(scenario);
            }

            EvaluationRequests requests = new(part);
            await foreach (CheckManyItem item in client.CheckManyAsync(requests.ReadAsync(cancellationToken), options, cancellationToken))
            {
                (LabeledPhoto photo, TimeSpan duration) = requests.Complete(item);
                yield return ToCheck(system, photo, item, duration);
            }

            foreach ((LabeledPhoto photo, LivenessException failure) in requests.Unreadable)
            {
                yield return new EvaluatedCheck(Create(system, photo, failure.Error.ToString()), []);
            }
        }
    }

    private EvaluatedCheck ToCheck(SystemUnderTest system, LabeledPhoto photo, CheckManyItem item, TimeSpan duration)
    {
        IReadOnlyList<LivenessAttempt> attempts = item.Result?.Attempts ?? item.Failure?.Attempts ?? [];
        foreach (LivenessAttempt attempt in attempts.Where(attempt => attempt.PhotoSent))
        {
            _durations[(attempt.ClientName, photo.Key)] = attempt.Duration;
        }

        // A stored answer has the cost of the original check, and costs nothing now.
        (decimal Amount, string Currency)[] costs = [.. _prices.Sum(attempts.Where(IsBilled).Select(attempt => attempt.ClientName))];
        IReadOnlyList<(decimal Amount, string Currency)> paid =
            _prices.Sum(attempts.Where(attempt => attempt.PhotoSent && IsBilled(attempt)).Select(attempt => attempt.ClientName));
        TimeSpan? taken = IsRemembered(item) ? FindDuration(system, photo) : duration;
        if (item.Result is not { } result)
        {
            return new EvaluatedCheck(Create(system, photo, item.Failure?.Error.ToString() ?? "Unknown", taken, costs), paid);
        }

        return new EvaluatedCheck(
            new PresentationResult
            {
                System = system.Title,
                Presentation = photo.Presentation,
                Verdict = result.Verdict,
                VerdictSource = result.VerdictSource,
                Score = result.Score,
                Threshold = result.Threshold,
                Duration = taken,
                Cost = costs.Length == 1 ? costs[0].Amount : null,
                Currency = costs.Length == 1 ? costs[0].Currency : null,
            },
            paid);
    }

    private static bool IsBilled(LivenessAttempt attempt) => attempt.Verdict is not null || (attempt.PhotoSent && attempt.MayHaveBeenProcessed);

    private static bool IsRemembered(CheckManyItem item) => item.FromLedger || item.Result is { } result && result.Answers.Any(answer => answer.FromLedger);

    /// <summary>Gets the original duration of a stored check: in an earlier part of the run, or within a composition in this one.</summary>
    private TimeSpan? FindDuration(SystemUnderTest system, LabeledPhoto photo) =>
        _earlier.GetValueOrDefault((system.Title, photo.Presentation.File))?.Duration
        ?? (_durations.TryGetValue((system.Name, photo.Key), out TimeSpan duration) ? duration : null);

    private static PresentationResult Create(
        SystemUnderTest system, LabeledPhoto photo, string error, TimeSpan? duration = null, (decimal Amount, string Currency)[]? costs = null) => new()
    {
        System = system.Title,
        Presentation = photo.Presentation,
        Error = error,
        Duration = duration,
        Cost = costs is [var cost] ? cost.Amount : null,
        Currency = costs is [var money] ? money.Currency : null,
    };
}
