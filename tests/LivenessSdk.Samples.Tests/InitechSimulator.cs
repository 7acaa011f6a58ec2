using System.Collections.Concurrent;
using System.Globalization;
using LivenessSdk;

namespace LivenessSdk.Samples.Tests;

/// <summary>Simulates the invented vendor of samples/CustomProvider, which is polled.</summary>
internal sealed class InitechSimulator() : VendorSimulator("Initech", "/initech", "photo")
{
    private const string Token = "simulated-initech-token";

    private readonly ConcurrentDictionary<string, (Scenario Scenario, int Polls)> _checks = new();
    private int _lastCheck;

    public string ApiKey => "simulated-initech-key";

    protected override bool IsAsynchronous => true;

    protected override RequestKind KindOf(string method, string path) =>
        path == "/token" ? RequestKind.Token : method == "GET" ? RequestKind.Poll : RequestKind.Billable;

    protected override SimulatedResponse Answer(RecordedRequest request) =>
        !request.HasHeader("Authorization", $"Bearer {(request.Kind == RequestKind.Token ? ApiKey : Token)}") ? Failure(401)
        : request.Kind == RequestKind.Poll ? Play(request, () => Advance(request.Path.Split('/')[^1]))
        : request.Kind == RequestKind.Token || request.Photos is [{ Format: not ImageFormat.Unknown }] ? Play(request)
        : Accept(Scenario.NotAPhoto);

    protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request) => (scenario.Name, request.Kind) switch
    {
        (nameof(Scenario.QuotaExceeded), _) => Failure(402),
        (nameof(Scenario.Unauthorized), _) => Failure(401),
        (nameof(Scenario.TaskFailed), _) => Failure(500),
        (_, RequestKind.Token) => new(200, $$"""{"token":"{{Token}}"}"""),
        (_, RequestKind.Billable) => Accept(scenario),
        (nameof(Scenario.Live), _) => new(200, """{"state":"done","verdict":"live"}"""),
        (nameof(Scenario.Attack), _) => new(200, """{"state":"done","verdict":"attack"}"""),
        (nameof(Scenario.Pending), _) => new(200, """{"state":"working"}"""),
        (nameof(Scenario.Contradiction), _) => new(200, """{"state":"done","verdict":"live","reason":"no-face"}"""),
        (nameof(Scenario.NoFace), _) => new(200, """{"state":"done","verdict":"retake","reason":"no-face"}"""),
        (nameof(Scenario.MultipleFaces), _) => new(200, """{"state":"done","verdict":"retake","reason":"several-faces"}"""),
        (nameof(Scenario.NotAPhoto), _) => new(200, """{"state":"done","verdict":"unreadable"}"""),
        _ => new(200, """{"state":"done","verdict":"retake","reason":"quality"}"""),
    };

    protected override SimulatedResponse Failure(int status) => new(status, """{"error":"failed"}""");

    private SimulatedResponse Accept(Scenario scenario)
    {
        string id = Interlocked.Increment(ref _lastCheck).ToString(CultureInfo.InvariantCulture);
        _checks[id] = (scenario, 0);
        return new SimulatedResponse(202, $$"""{"id":"{{id}}"}""");
    }

    /// <summary>Counts a poll, and returns what it is answered with.</summary>
    private Scenario Advance(string id)
    {
        (Scenario scenario, int polls) = _checks.AddOrUpdate(
            id, _ => (Scenario.Live, 0), (_, check) => (check.Scenario, check.Polls + 1));
        return scenario.Name == nameof(Scenario.Pending) && polls > scenario.Polls ? scenario.Following ?? Scenario.Live : scenario;
    }
}
