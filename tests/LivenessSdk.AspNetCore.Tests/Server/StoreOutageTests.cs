using System.Net;
using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>While the store is down nothing is sent, and what was paid for while it went down is not lost.</summary>
public sealed class StoreOutageTests
{
    private const int LongerThanAnybodyWaits = 10_000;

    private readonly FailingCheckStore _store = new();

    [Fact]
    public async Task While_the_store_is_down_nothing_is_sent_and_the_challenge_remains_good()
    {
        await using CheckServer server = await StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        _store.Fail(LongerThanAnybodyWaits);
        VisitorAnswer down = await visitor.CheckAsync(challenge, Photo.Number(1));
        using HttpResponseMessage noChallenge = await visitor.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);
        int sent = server.Checks;
        _store.Fail(0);
        VisitorAnswer up = await visitor.CheckAsync(challenge, Photo.Number(1));

        (down.Status, down.Problem).Should().Be((HttpStatusCode.ServiceUnavailable, "unavailable"));
        down.Text.Should().NotContain("secret");
        noChallenge.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        sent.Should().Be(0);
        up.Outcome.Should().Be("live");
    }

    [Theory]
    [InlineData(1)] // The claim.
    [InlineData(2)] // The attempt.
    public async Task A_store_that_fails_once_leaves_the_challenge_and_the_attempt(int call)
    {
        await using CheckServer server = await StartAsync(options => options.MaxAttempts = 1);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        _store.FailOnce(call);
        VisitorAnswer first = await visitor.CheckAsync(challenge, Photo.Number(1));
        VisitorAnswer second = await visitor.CheckAsync(challenge, Photo.Number(1));

        first.Problem.Should().Be("unavailable");
        second.Outcome.Should().Be("live");
        server.Checks.Should().Be(1);
    }

    [Fact]
    public async Task A_store_that_is_down_when_the_answer_comes_is_asked_again_until_it_has_it()
    {
        int calls = 0;
        await using CheckServer server = await StartAsync(options => options.OnChecked = (_, _, _) =>
        {
            calls++;
            return Task.CompletedTask;
        });
        server.Simulator.Argos.Next(Scenario.Stall);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        Task<VisitorAnswer> first = visitor.CheckAsync(challenge, Photo.Number(1));
        await server.Simulator.Argos.WaitForRequestAsync();

        _store.Fail(5);
        server.Simulator.Argos.ReleaseStalled();

        (await first).Outcome.Should().Be("live");
        (await visitor.CheckAsync(challenge, Photo.Number(1))).Outcome.Should().Be("live");
        (await visitor.CheckAsync(challenge, Photo.Number(2))).Problem.Should().Be("used");
        (server.Checks, calls).Should().Be((1, 1));
    }

    [Fact]
    public async Task A_store_that_stays_down_does_not_keep_the_answer_from_the_application_and_nothing_is_sent_again()
    {
        int calls = 0;
        await using CheckServer server = await StartAsync(options => options.OnChecked = (_, _, _) =>
        {
            calls++;
            return Task.CompletedTask;
        });
        server.Simulator.Argos.Next(Scenario.Stall);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        Task<VisitorAnswer> first = visitor.CheckAsync(challenge, Photo.Number(1));
        await server.Simulator.Argos.WaitForRequestAsync();

        _store.Fail(LongerThanAnybodyWaits);
        server.Simulator.Argos.ReleaseStalled();
        (await first).Outcome.Should().Be("live");
        _store.Fail(0);

        (await visitor.CheckAsync(challenge, Photo.Number(1))).Outcome.Should().BeNull();
        (server.Checks, calls).Should().Be((1, 1));
    }

    private Task<CheckServer> StartAsync(Action<LivenessCheckOptions>? configure = null) => CheckServer.StartAsync(
        configure, services: services => services.AddSingleton<LivenessCheckStore>(_store).AddSingleton<TimeProvider>(new ImpatientTimeProvider()));
}
