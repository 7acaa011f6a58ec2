using System.Net;
using LivenessSdk.AspNetCore.Tests.Support;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>The application gets each result once, by a function or by a receipt.</summary>
public sealed class ResultTests
{
    [Fact]
    public async Task OnChecked_gets_the_result_before_the_page_gets_its_answer()
    {
        List<(LivenessCheckContext Context, LivenessResult Result)> received = [];
        await using CheckServer server = await CheckServer.StartAsync(options =>
        {
            options.Subject = _ => "customer 7";
            options.OnChecked = (context, result, _) =>
            {
                received.Add((context, result));
                return Task.CompletedTask;
            };
        });
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        await visitor.CheckAsync(challenge, Photo.Number(1));
        await visitor.CheckAsync(challenge, Photo.Number(1));

        (LivenessCheckContext check, LivenessResult result) = received.Should().ContainSingle().Subject;
        check.Subject.Should().Be("customer 7");
        check.CheckId.Should().MatchRegex("^[0-9A-F]{32}$");
        check.Poses.Should().Equal(FacePose.Front);
        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.Frames.Should().ContainSingle();
    }

    [Fact]
    public async Task When_OnChecked_throws_a_resend_calls_it_again_with_the_stored_result_until_it_returns_once()
    {
        List<LivenessResult> received = [];
        await using CheckServer server = await CheckServer.StartAsync(options => options.OnChecked = (_, result, _) =>
        {
            received.Add(result);
            return received.Count < 3 ? throw new InvalidOperationException("The database is away.") : Task.CompletedTask;
        });
        server.Simulator.Argos.Next(Scenario.NoFace, Scenario.Live);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        List<VisitorAnswer> answers = [];
        for (int request = 0; request < 4; request++)
        {
            answers.Add(await visitor.CheckAsync(challenge, Photo.Number(1)));
        }

        answers.Select(answer => answer.Status).Should().Equal(
            HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK, HttpStatusCode.OK);
        answers.Select(answer => answer.Problem).Should().Equal("application", "application", null, null);
        answers[0].Text.Should().NotContain("database");
        received.Should().HaveCount(3).And.OnlyContain(result => result.Verdict == LivenessVerdict.Inconclusive && result.HasReason(LivenessReasonCode.FaceNotAnalyzed));
        server.Checks.Should().Be(1);
    }

    [Fact]
    public async Task When_OnChecked_throws_the_attempt_counts()
    {
        await using CheckServer server = await CheckServer.StartAsync(options =>
        {
            options.MaxAttempts = 1;
            options.OnChecked = (_, _, _) => throw new InvalidOperationException();
        });
        server.Simulator.Always(Scenario.NoFace);
        using Visitor visitor = new(server);
        await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(1));

        using HttpResponseMessage response = await visitor.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);

        (await VisitorAnswer.ReadAsync(response)).Problem.Should().Be("attempts");
    }

    [Fact]
    public async Task Requests_at_the_same_time_call_OnChecked_once()
    {
        int calls = 0;
        TaskCompletionSource called = new();
        TaskCompletionSource saved = new();
        await using CheckServer server = await CheckServer.StartAsync(options => options.OnChecked = (_, _, _) =>
        {
            Interlocked.Increment(ref calls);
            called.TrySetResult();
            return saved.Task;
        });
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        Task<VisitorAnswer> first = visitor.CheckAsync(challenge, Photo.Number(1));
        await called.Task;
        Task<VisitorAnswer> second = visitor.CheckAsync(challenge, Photo.Number(1));
        saved.SetResult();

        (await first).Outcome.Should().Be("live");
        (await second).Outcome.Should().Be("live");
        calls.Should().Be(1);
    }

    [Theory]
    [InlineData("id", "Wajah")]
    [InlineData("id-ID,en;q=0.5", "Wajah")]
    [InlineData("en-GB", "face")]
    [InlineData("xx-nonsense, *", "face")]
    public async Task Reasons_are_sentences_in_the_language_of_the_request(string language, string word)
    {
        await using CheckServer server = await CheckServer.StartAsync();
        server.Simulator.Always(Scenario.NoFace);
        using Visitor visitor = new(server);
        visitor.Headers.TryAddWithoutValidation("Accept-Language", language);

        VisitorAnswer answer = await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(1));

        answer.Reasons.Should().ContainSingle().Which.Should().ContainEquivalentOf(word);
    }
}
