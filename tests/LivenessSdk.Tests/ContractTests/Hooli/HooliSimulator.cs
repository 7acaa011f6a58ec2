using System.Collections.Concurrent;
using System.Globalization;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.ContractTests.Hooli;

/// <summary>Simulates Hooli, like an author of an adapter would: with public members only.</summary>
internal sealed class HooliSimulator() : VendorSimulator("Hooli", "/hooli", "photo")
{
    private readonly ConcurrentDictionary<string, (Scenario Scenario, int Polls)> _checks = new();
    private int _lastCheck;

    public string ApiKey => "simulated-hooli-key";

    protected override bool IsAsynchronous => true;

    protected override RequestKind KindOf(string method, string path) => method == "GET" ? RequestKind.Poll : RequestKind.Billable;

    protected override SimulatedResponse Answer(RecordedRequest request)
    {
        if (!request.HasHeader("Authorization", $"Bearer {ApiKey}"))
        {
            return Failure(401);
        }

        if (request.Kind == RequestKind.Poll)
        {
            return Play(request, () => Advance(request.Path.Split('/')[^1]));
        }

        string[] poses = request.Fields.GetValueOrDefault("poses")?.Split(',') ?? [];
        foreach ((RecordedPhoto photo, string pose) in request.Photos.Zip(poses))
        {
            photo.Pose = pose;
        }

        return Play(request);
    }

    protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request) => (scenario.Name, request.Kind) switch
    {
        (nameof(Scenario.Unauthorized), _) => Failure(401),
        (nameof(Scenario.QuotaExceeded), RequestKind.Billable) => Failure(402),
        (_, RequestKind.Billable) => Accept(scenario),
        (nameof(Scenario.Live), _) => State("live"),
        (nameof(Scenario.Attack), _) => State("attack"),
        (nameof(Scenario.Contradiction), _) => new(200, """{"state":"live","issue":"no face"}"""),
        (nameof(Scenario.Pending), _) => State("pending"),
        (nameof(Scenario.NotAPhoto), _) => State("unreadable"),
        (nameof(Scenario.TaskFailed), _) => State("failed"),
        (nameof(Scenario.QuotaExceeded), _) => State("quota"),
        _ => State("retake"),
    };

    protected override SimulatedResponse Failure(int status) => new(status, """{"error":"failed"}""");

    private static SimulatedResponse State(string state) => new(200, $$"""{"state":"{{state}}"}""");

    private SimulatedResponse Accept(Scenario scenario)
    {
        string id = Interlocked.Increment(ref _lastCheck).ToString(CultureInfo.InvariantCulture);
        _checks[id] = (scenario, 0);
        return new SimulatedResponse(202, $$"""{"id":"{{id}}"}""");
    }

    private Scenario Advance(string id)
    {
        if (!_checks.TryGetValue(id, out (Scenario Scenario, int Polls) check))
        {
            return Scenario.NoFace;
        }

        _checks[id] = (check.Scenario, check.Polls + 1);
        return check.Scenario.Name == nameof(Scenario.Pending) && check.Polls >= check.Scenario.Polls ? check.Scenario.Following ?? Scenario.Live : check.Scenario;
    }
}
