using System.Net;
using System.Security.Claims;
using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>A challenge counts once, for one session, for a time.</summary>
public sealed class ChallengeTests
{
    [Fact]
    public async Task A_photo_with_its_challenge_is_checked_and_the_page_gets_only_words()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer answer = await visitor.CheckAsync(challenge, Photo.Number(1));

        challenge.Poses.Should().Equal(FacePose.Front);
        (answer.Outcome, answer.CanRetry).Should().Be(("live", false));
        answer.Receipt.Should().NotBeNullOrEmpty();
        answer.Text.Should().NotContain("score").And.NotContain("argos");
        server.Simulator.Argos.Requests.Should().ContainSingle().Which.Photos.Should().ContainSingle();
    }

    [Fact]
    public async Task A_challenge_is_not_stored_by_browsers_and_logs_no_warning()
    {
        using RecordedLogs logs = new();
        await using CheckServer server = await CheckServer.StartAsync(services: services => services.AddLogging(logging => logging.AddProvider(logs)));
        using Visitor visitor = new(server);

        using HttpResponseMessage response = await visitor.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), content: null);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        logs.Lines.Should().NotContain(line => line.StartsWith("Warning Microsoft.AspNetCore.Antiforgery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_photo_sent_again_gets_the_stored_answer_and_is_not_checked_again()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        server.Simulator.Argos.Next(Scenario.NoFace, Scenario.Live);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer first = await visitor.CheckAsync(challenge, Photo.Number(1));
        VisitorAnswer second = await visitor.CheckAsync(challenge, Photo.Number(1));

        first.Outcome.Should().Be("inconclusive");
        second.Should().BeEquivalentTo(first);
        server.Checks.Should().Be(1);
    }

    [Fact]
    public async Task The_stored_answer_is_given_also_after_the_challenge_has_expired()
    {
        ManualTimeProvider time = new();
        await using CheckServer server = await CheckServer.StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        await visitor.CheckAsync(challenge, Photo.Number(1));

        time.Advance(TimeSpan.FromMinutes(30));

        (await visitor.CheckAsync(challenge, Photo.Number(1))).Outcome.Should().Be("live");
        (await visitor.CheckAsync(challenge, Photo.Number(2))).Problem.Should().Be("used");
        server.Checks.Should().Be(1);
    }

    [Fact]
    public async Task An_expired_challenge_is_rejected_for_ever()
    {
        ManualTimeProvider time = new();
        await using CheckServer server = await CheckServer.StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        using Visitor visitor = new(server);
        VisitorChallenge unused = await visitor.RequestChallengeAsync();
        VisitorChallenge used = await visitor.RequestChallengeAsync();
        await visitor.CheckAsync(used, Photo.Number(1));

        time.Advance(TimeSpan.FromSeconds(unused.SecondsToLive));
        (await visitor.CheckAsync(unused, Photo.Number(2))).Problem.Should().Be("expired");

        // The store has forgotten the answer, but the challenge itself says when it ended.
        time.Advance(TimeSpan.FromDays(1));
        (await visitor.CheckAsync(used, Photo.Number(1))).Problem.Should().Be("expired");
        server.Checks.Should().Be(1);
    }

    [Fact]
    public async Task Another_photo_under_a_used_challenge_is_rejected()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        await visitor.CheckAsync(challenge, Photo.Number(1));

        VisitorAnswer answer = await visitor.CheckAsync(challenge, Photo.Number(2));

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Conflict, "used"));
        server.Checks.Should().Be(1);
    }

    [Fact]
    public async Task A_rejection_is_a_problem_with_a_code_for_the_page_and_a_detail_for_developers()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        using HttpResponseMessage response = await visitor.SendAsync(challenge with { Token = "" }, Photo.Number(1));

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await response.Content.ReadAsStringAsync()).Should().Contain("\"status\":403").And.Contain("\"code\":\"rejected\"").And.Contain("Request a new challenge");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_challenge_of_another_session_is_rejected_used_or_not(bool isUsed)
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor owner = new(server);
        using Visitor other = new(server);
        VisitorChallenge challenge = await owner.RequestChallengeAsync();
        VisitorChallenge own = await other.RequestChallengeAsync();
        if (isUsed)
        {
            await owner.CheckAsync(challenge, Photo.Number(1));
        }

        VisitorAnswer answer = await other.CheckAsync(own with { Token = challenge.Token }, Photo.Number(1));

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Forbidden, "rejected"));
        server.Checks.Should().Be(isUsed ? 1 : 0);
    }

    [Fact]
    public async Task A_challenge_of_another_user_in_the_same_browser_is_rejected()
    {
        string user = "anna";
        await using CheckServer server = await CheckServer.StartAsync(app: app => app.Use((context, next) =>
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "test"));
            return next(context);
        }));
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        user = "berta";
        VisitorChallenge own = await visitor.RequestChallengeAsync();
        VisitorAnswer answer = await visitor.CheckAsync(own with { Token = challenge.Token }, Photo.Number(1));

        answer.Problem.Should().Be("rejected");
        server.Checks.Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Front")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_challenge_that_the_server_did_not_make_is_rejected(string token)
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer answer = await visitor.CheckAsync(challenge with { Token = token }, Photo.Number(1));

        answer.Problem.Should().Be("rejected");
        server.Checks.Should().Be(0);
    }

    [Fact]
    public async Task A_changed_challenge_is_rejected()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        char[] token = challenge.Token.ToCharArray();
        token[^4] = token[^4] == 'A' ? 'B' : 'A';

        VisitorAnswer answer = await visitor.CheckAsync(challenge with { Token = new string(token) }, Photo.Number(1));

        answer.Problem.Should().Be("rejected");
    }

    [Fact]
    public async Task A_receipt_is_no_challenge()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        string receipt = (await visitor.CheckAsync(challenge, Photo.Number(1))).Receipt!;

        (await visitor.CheckAsync(challenge with { Token = receipt }, Photo.Number(2))).Problem.Should().Be("rejected");
    }

    [Fact]
    public async Task Poses_come_in_an_order_that_cannot_be_foreseen()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.FrameCount = 3, "riset");
        using Visitor visitor = new(server);
        HashSet<string> orders = [];

        for (int request = 0; request < 40; request++)
        {
            VisitorChallenge challenge = await visitor.RequestChallengeAsync();
            challenge.Poses.Should().HaveCount(3).And.OnlyHaveUniqueItems().And.StartWith(FacePose.Front);
            orders.Add(string.Join(' ', challenge.Poses));
        }

        orders.Count.Should().BeGreaterThan(5);
    }
}
