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
        await using StalledCheck stalled = await StalledCheck.BeginAsync(StartAsync);

        _store.Fail(5);
        stalled.Release();

        (await stalled.First).Outcome.Should().Be("live");
        (await stalled.Visitor.CheckAsync(stalled.Challenge, Photo.Number(1))).Outcome.Should().Be("live");
        (await stalled.Visitor.CheckAsync(stalled.Challenge, Photo.Number(2))).Problem.Should().Be("used");
        (stalled.Server.Checks, stalled.Calls).Should().Be((1, 1));
    }

    [Fact]
    public async Task A_store_that_stays_down_does_not_keep_the_answer_from_the_application_and_nothing_is_sent_again()
    {
        await using StalledCheck stalled = await StalledCheck.BeginAsync(StartAsync);

        _store.Fail(LongerThanAnybodyWaits);
        stalled.Release();
        (await stalled.First).Outcome.Should().Be("live");
        _store.Fail(0);

        (await stalled.Visitor.CheckAsync(stalled.Challenge, Photo.Number(1))).Outcome.Should().BeNull();
        (stalled.Server.Checks, stalled.Calls).Should().Be((1, 1));
    }

    private Task<CheckServer> StartAsync(Action<LivenessCheckOptions>? configure = null) => CheckServer.StartAsync(
        configure, services: services => services.AddSingleton<LivenessCheckStore>(_store).AddSingleton<TimeProvider>(new ImpatientTimeProvider()));

    /// <summary>Represents a check whose photo the vendor has, and whose answer waits for <see cref="Release"/>.</summary>
    private sealed class StalledCheck : IAsyncDisposable
    {
        private StalledCheck(CheckServer server, Visitor visitor, VisitorChallenge challenge, Task<VisitorAnswer> first)
        {
            (Server, Visitor, Challenge, First) = (server, visitor, challenge, first);
        }

        public CheckServer Server { get; }

        public Visitor Visitor { get; }

        public VisitorChallenge Challenge { get; }

        public Task<VisitorAnswer> First { get; }

        /// <summary>Gets how often the application was given the result.</summary>
        public int Calls { get; private set; }

        public static async Task<StalledCheck> BeginAsync(Func<Action<LivenessCheckOptions>, Task<CheckServer>> start)
        {
            StalledCheck? check = null;
            CheckServer server = await start(options => options.OnChecked = (_, _, _) =>
            {
                check!.Calls++;
                return Task.CompletedTask;
            });
            server.Simulator.Argos.Next(Scenario.Stall);
            Visitor visitor = new(server);
            VisitorChallenge challenge = await visitor.RequestChallengeAsync();
            check = new StalledCheck(server, visitor, challenge, visitor.CheckAsync(challenge, Photo.Number(1)));
            await server.Simulator.Argos.WaitForRequestAsync();
            return check;
        }

        public void Release() => Server.Simulator.Argos.ReleaseStalled();

        public async ValueTask DisposeAsync()
        {
            Visitor.Dispose();
            await Server.DisposeAsync();
        }
    }
}
