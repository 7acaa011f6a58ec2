using System.Runtime.CompilerServices;
using LivenessSdk.Evaluation;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Has systems check the photos of a manifest, and turns what comes of it into raw results.</summary>
internal sealed class EvaluationRun
{
    private readonly Session _session;
    private readonly EvaluationFolder _folder;
    private readonly EvaluationRunState _state;
    private readonly IReadOnlyList<LabeledPhoto> _photos;
    private readonly CheckPrices _prices;
    private readonly Scenario? _scenario;
    private readonly Dictionary<(string System, string File), PresentationResult> _earlier;

    /// <param name="session">The clients.</param>
    /// <param name="folder">Where the runs of the manifest are kept.</param>
    /// <param name="state">The run.</param>
    /// <param name="photos">The photos.</param>
    /// <param name="systems">The systems.</param>
    /// <param name="prices">The prices of checks.</param>
    /// <param name="scenario">What simulated vendors answer to every photo; null for what its label suggests.</param>
    public EvaluationRun(
        Session session, EvaluationFolder folder, EvaluationRunState state, IReadOnlyList<LabeledPhoto> photos,
        IReadOnlyList<SystemUnderTest> systems, CheckPrices prices, Scenario? scenario)
    {
        _session = session;
        _folder = folder;
        _state = state;
        _photos = photos;
        _prices = prices;
        _scenario = scenario;
        _earlier = folder.ReadResults(state, systems).ToDictionary(result => (result.System, result.Presentation.File));
        Systems = systems;
    }

    public IReadOnlyList<SystemUnderTest> Systems { get; }

    public int PhotoCount => _photos.Count;

    /// <summary>Adds what earlier parts of the run got and this one did not come to.</summary>
    public IReadOnlyCollection<PresentationResult> MergeEarlier(IReadOnlyCollection<PresentationResult> results)
    {
        HashSet<(string, string)> known = [.. results.Select(result => (result.System, result.Presentation.File))];
        return [.. results, .. _earlier.Values.Where(result => !known.Contains((result.System, result.Presentation.File)))];
    }

    /// <summary>Gets the clients that may be asked and paid, one for each check that has no answer yet.</summary>
    public IReadOnlyList<string> FindUnpaid() =>
    [
        .. Systems.SelectMany(system => _photos.Where(photo => Earlier(system, photo)?.Verdict is null).SelectMany(photo => system.Vendors.Select(vendor => (vendor, photo))))
            .Distinct()
            .Where(check => !Systems.Any(system => system.Name == check.vendor && Earlier(system, check.photo)?.Verdict is not null))
            .Select(check => check.vendor),
    ];

    /// <summary>Runs the checks of one system. What earlier parts of the run got is returned and not paid for again.</summary>
    public async IAsyncEnumerable<PresentationResult> RunAsync(
        SystemUnderTest system, int concurrency, bool resendUnknown, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ILivenessClient client = _session.Find(system.Name);
        CheckManyOptions options = new()
        {
            MaxConcurrency = concurrency, JournalPath = _folder.JournalOf(system), ResendUnknown = resendUnknown,
        };

        // A simulated vendor answers all requests alike until it is told otherwise.
        foreach (IGrouping<Scenario?, LabeledPhoto> part in _photos.GroupBy(photo => _session.IsSimulated ? _scenario ?? SimulatedAnswer.To(photo, system) : null))
        {
            if (part.Key is { } scenario)
            {
                _session.Simulate(scenario);
            }

            EvaluationRequests requests = new(part, photo => photo.KeyOf(_state.Name, system));
            await foreach (CheckManyItem item in client.CheckManyAsync(requests.ReadAsync(cancellationToken), options, cancellationToken))
            {
                (LabeledPhoto photo, TimeSpan duration) = requests.Complete(item);
                yield return ToResult(system, photo, item, duration);
            }

            foreach ((LabeledPhoto photo, LivenessException failure) in requests.Unreadable)
            {
                yield return Create(system, photo, failure.Error.ToString());
            }
        }
    }

    private PresentationResult ToResult(SystemUnderTest system, LabeledPhoto photo, CheckManyItem item, TimeSpan duration)
    {
        PresentationResult? earlier = item.FromJournal ? Earlier(system, photo) : null;
        (decimal Amount, string Currency)[] costs = [.. _prices.Sum(FindPaid(system, item))];
        if (item.Result is not { } result)
        {
            return Create(system, photo, item.Failure?.Error.ToString() ?? "Unknown", duration, costs);
        }

        return new PresentationResult
        {
            System = system.Title,
            Presentation = photo.Presentation,
            Verdict = result.Verdict,
            VerdictSource = result.VerdictSource,
            Score = result.Score,
            Threshold = result.Threshold,
            Duration = item.FromJournal ? earlier?.Duration : duration,
            Cost = earlier?.Cost ?? (costs.Length == 1 ? costs[0].Amount : null),
            Currency = earlier?.Currency ?? (costs.Length == 1 ? costs[0].Currency : null),
        };
    }

    /// <summary>Finds the clients that were paid for a check. An answer of an earlier part of the run does not say which clients of a composition were asked.</summary>
    private static IEnumerable<string> FindPaid(SystemUnderTest system, CheckManyItem item)
    {
        IReadOnlyList<LivenessAttempt> attempts = item.Result?.Attempts ?? item.Failure?.Attempts ?? [];
        return attempts.Count > 0 ? attempts.Where(attempt => attempt.PhotoSent && (attempt.MayHaveBeenProcessed || attempt.Verdict is not null)).Select(attempt => attempt.ClientName)
            : item.Result is not null ? system.Vendors
            : [];
    }

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

    private PresentationResult? Earlier(SystemUnderTest system, LabeledPhoto photo) => _earlier.GetValueOrDefault((system.Title, photo.Presentation.File));
}
