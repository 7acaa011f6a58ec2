using System.Collections.Concurrent;
using System.Net;
using LivenessSdk.AspNetCore.Tests.Support;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>Whatever happens to the connection, the vendor or the browser: a challenge leads to one check at most.</summary>
public sealed class SingleUseTests
{
    private static int Requests => LongRun.IsOn ? 10_000 : 400;

    [Fact]
    public async Task Of_many_requests_with_one_challenge_one_is_checked()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor owner = new(server);
        using Visitor stranger = new(server);
        VisitorChallenge challenge = await owner.RequestChallengeAsync();
        VisitorChallenge foreign = (await stranger.RequestChallengeAsync()) with { Token = challenge.Token };
        ConcurrentBag<VisitorAnswer> answers = [];

        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            answers.Add(await (number % 4 == 3 ? stranger.CheckAsync(foreign, Photo.Number(0)) : owner.CheckAsync(challenge, Photo.Number(number % 4)))));

        server.Checks.Should().Be(1);
        answers.Count(answer => answer.Outcome == "live").Should().BePositive();
        answers.Where(answer => answer.Outcome is null).Select(answer => answer.Problem).Distinct().Should().BeEquivalentTo("used", "rejected");
    }

    [Fact]
    public async Task A_browser_that_leaves_gets_the_answer_when_it_sends_the_same_photo_again()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        server.Simulator.Argos.Next(Scenario.Stall, Scenario.Attack);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        using CancellationTokenSource leave = new();
        Task lost = visitor.SendAsync(challenge, Visitor.FormOf(Photo.Number(1)), leave.Token);
        await server.Simulator.Argos.WaitForRequestAsync();

        await leave.CancelAsync();
        await lost.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        Task<VisitorAnswer> again = visitor.CheckAsync(challenge, Photo.Number(1));
        server.Simulator.Argos.ReleaseStalled();

        (await again).Outcome.Should().Be("live");
        server.Simulator.Argos.Requests.Should().ContainSingle().Which.ClientLeft.Should().BeFalse();
    }

    [Fact]
    public async Task A_vendor_that_turns_the_photo_away_leaves_the_challenge_and_the_attempt()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxAttempts = 1);
        server.Simulator.Argos.Next(Scenario.Unauthorized, Scenario.Live);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer first = await visitor.CheckAsync(challenge, Photo.Number(1));
        VisitorAnswer second = await visitor.CheckAsync(challenge, Photo.Number(1));

        (first.Status, first.Problem).Should().Be((HttpStatusCode.ServiceUnavailable, "unavailable"));
        second.Outcome.Should().Be("live");
    }

    [Fact]
    public async Task A_check_without_an_answer_is_not_sent_again_and_its_attempt_counts()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxAttempts = 1);
        server.Simulator.Argos.Next(Scenario.CutBody, Scenario.Live);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer first = await visitor.CheckAsync(challenge, Photo.Number(1));
        VisitorAnswer second = await visitor.CheckAsync(challenge, Photo.Number(1));

        (first.Problem, second.Problem).Should().Be(("unknown", "unknown"));
        first.Text.Should().NotContain("Argos");
        server.Checks.Should().Be(1);
        using HttpResponseMessage next = await visitor.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);
        (await VisitorAnswer.ReadAsync(next)).Problem.Should().Be("attempts");
    }

    [Fact]
    public async Task A_paid_check_that_the_vendor_still_works_on_is_resumed_not_sent_again()
    {
        await using CheckServer server = await CheckServer.StartAsync(client: "progeny", settings: [("Liveness:Providers:progeny:Timeout", "00:00:03")]);
        server.Simulator.Progeny.Next(Scenario.Pending(1_000));
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer first = await visitor.CheckAsync(challenge, Photo.Number(1));
        VisitorAnswer second = await visitor.CheckAsync(challenge, Photo.Number(1));

        (first.Problem, second.Problem).Should().Be(("slow", "slow"));
        server.Checks.Should().Be(1);
    }
}
