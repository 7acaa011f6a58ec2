using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Sends each vendor down every path that one check can take, and looks for canaries wherever something shows.</summary>
public sealed class LeakTests : PlantedSimulator
{
    private static readonly string[] s_failures =
    [
        "Malformed", "HtmlPage", "NoVerdict", "Refused", "Unauthorized", "Throttled", "ServerError", "CutConnection", "CutBody",
    ];

    public static TheoryData<string> Vendors => [.. Registrations];

    public static TheoryData<string, string> Failures
    {
        get
        {
            TheoryData<string, string> paths = [];
            foreach (string registration in Registrations)
            {
                Array.ForEach(s_failures, failure => paths.Add(registration, failure));
            }

            return paths;
        }
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_live_person_leaves_no_trace(string registration)
    {
        await using ServiceProvider services = Build();
        await PlantInReplyAsync(services, registration, Scenario.Live);

        object outcome = await ShowAsync(services, registration);

        outcome.Should().BeOfType<LivenessResult>().Which.IsLive.Should().BeTrue();
        ExpectNoLeak();
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task An_attack_leaves_no_trace(string registration)
    {
        await using ServiceProvider services = Build();
        await PlantInReplyAsync(services, registration, Scenario.Attack);

        object outcome = await ShowAsync(services, registration);

        outcome.Should().BeOfType<LivenessResult>().Which.Verdict.Should().Be(LivenessVerdict.NotLive);
        ExpectNoLeak();
    }

    [Theory]
    [InlineData("argos", "result", "liveness_score")]
    [InlineData("dojah", "entity", "liveness", "liveness_check")]
    [InlineData("progeny", "result", "data", "liveness", "result")]
    [InlineData("riset", "liveness")]
    [InlineData("verihubs", "liveness", "status")]
    public async Task A_verdict_that_nobody_understands_leaves_no_trace(string registration, params string[] place)
    {
        await using ServiceProvider services = Build();
        await PlantInReplyAsync(services, registration, Scenario.Live, place);

        object outcome = await ShowAsync(services, registration);

        (outcome is LivenessResult { Verdict: LivenessVerdict.Inconclusive } or LivenessException { Error: LivenessError.UnexpectedResponse })
            .Should().BeTrue("{0} said a word that is in no contract, and that was the outcome", registration);
        ExpectNoLeak();
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_photo_that_is_encoded_again_leaves_no_trace(string registration)
    {
        await using ServiceProvider services = Build(configure: options => options.MaxHeight = 240);

        object outcome = await ShowAsync(services, registration);

        outcome.Should().BeOfType<LivenessResult>().Which.Frames[0].Sent!.Quality.Should().NotBeNull();
        byte[] sent = VendorOf(registration).Requests.SelectMany(request => request.Photos).Single().Data.ToArray();
        ExpectNoLeak([.. CanaryPhoto.Samples("encoded bytes", sent)]);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_leaves_no_trace(string registration, string failure)
    {
        await using ServiceProvider services = Build(configure: options => options.Resilience.MaxRetryAttempts = 1);
        (Scenario reply, LivenessError? error) = Play(failure);
        VendorOf(registration).Always(reply);

        object outcome = await ShowAsync(services, registration);

        LivenessException exception = outcome.Should().BeOfType<LivenessException>().Subject;
        exception.Error.Should().Be(error ?? exception.Error);
        VendorOf(registration).Requests.Should().Contain(request => request.Kind == RequestKind.Billable);
        ExpectNoLeak();
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_check_that_runs_out_of_time_leaves_no_trace(string registration)
    {
        ManualTimeProvider clock = new();
        await using ServiceProvider services = Build(clock: clock);
        VendorOf(registration).Always(Scenario.Stall);

        Task<object> check = ShowAsync(services, registration);
        await VendorOf(registration).WaitForRequestAsync(request => request.Kind == RequestKind.Billable);
        clock.Advance(TimeSpan.FromSeconds(60));

        (await check).Should().BeOfType<LivenessException>().Which.Error.Should().Be(LivenessError.TimedOut);
        ExpectNoLeak();
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_cancelled_check_leaves_no_trace(string registration)
    {
        using CancellationTokenSource caller = new();
        await using ServiceProvider services = Build();
        VendorOf(registration).Always(Scenario.Stall);

        Task<object> check = ShowAsync(services, registration, cancellationToken: caller.Token);
        await VendorOf(registration).WaitForRequestAsync(request => request.Kind == RequestKind.Billable);
        await caller.CancelAsync();

        (await check).Should().BeAssignableTo<OperationCanceledException>();
        ExpectNoLeak();
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_damaged_photo_leaves_no_trace(string registration)
    {
        await using ServiceProvider services = Build(configure: options => options.MaxHeight = 240);
        LivenessImage damaged = LivenessImage.FromBytes(CanaryPhoto.Bytes.AsMemory(0, CanaryPhoto.Bytes.Length / 2));

        object outcome = await ShowAsync(services, registration, CreateRequest(damaged));

        outcome.Should().BeOfType<LivenessException>().Which.Error.Should().Be(LivenessError.InvalidImage);
        ExpectNoLeak();
    }

    [Theory]
    [InlineData("progeny")]
    [InlineData("riset")]
    public async Task A_token_that_is_refused_leaves_no_trace(string registration)
    {
        await using ServiceProvider services = Build();
        VendorOf(registration).Always(Scenario.Response(401, $$"""{"personal_note":"{{BodySecret}}"}"""), RequestKind.Token);

        object outcome = await ShowAsync(services, registration);

        outcome.Should().BeOfType<LivenessException>().Which.Error.Should().Be(LivenessError.Unauthorized);
        ExpectNoLeak();
    }

    private (Scenario Reply, LivenessError? Error) Play(string failure)
    {
        string body = $$"""{"personal_note":"{{BodySecret}}"}""";
        return failure switch
        {
            "Malformed" => (Scenario.Response(200, body[..^1]), LivenessError.UnexpectedResponse),
            "HtmlPage" => (Scenario.Response(200, $"<html>{BodySecret}</html>", new Dictionary<string, string> { ["Content-Type"] = "text/html" }), LivenessError.UnexpectedResponse),
            "NoVerdict" => (Scenario.Response(200, body), LivenessError.UnexpectedResponse),
            "Refused" => (Scenario.Response(400, body), null),
            "Unauthorized" => (Scenario.Response(401, body), LivenessError.Unauthorized),
            "Throttled" => (Scenario.Response(429, body), LivenessError.RateLimited),
            "ServerError" => (Scenario.Response(500, body), LivenessError.Unavailable),
            "CutConnection" => (Scenario.CutConnection, LivenessError.Unavailable),
            _ => (Scenario.CutBody, LivenessError.Unavailable),
        };
    }
}
