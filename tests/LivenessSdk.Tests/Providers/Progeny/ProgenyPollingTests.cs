using LivenessSdk.Simulator;
using LivenessSdk.Tests.Resilience;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Progeny;

public sealed class ProgenyPollingTests : ProgenyTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_first_poll_of_an_unknown_vendor_comes_within_a_second_and_each_next_before_the_time_has_doubled()
    {
        Vendor.Next(Scenario.Pending(7));
        LivenessResult result = await CheckAsync(Request());

        result.Verdict.Should().Be(LivenessVerdict.Live);
        Polls.Should().HaveCount(8);
        Uploads.Should().ContainSingle();
        double elapsed = 0;
        foreach (double wait in Time.Waits.Select(wait => wait.TotalSeconds))
        {
            wait.Should().BeInRange(0.05, Math.Max(1, elapsed));
            elapsed += wait;
        }
    }

    [Theory]
    [InlineData("PENDING")]
    [InlineData("Started")]
    [InlineData("retry")]
    [InlineData("RECEIVED")]
    [InlineData("something new")]
    public async Task A_state_that_is_not_final_is_polled_again(string state)
    {
        LivenessResult result = await PollAsync(State(state), State(state));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        Polls.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_result_is_not_taken_before_the_task_is_finished()
    {
        LivenessResult result = await PollAsync(
            Scenario.Response(200, """{"id":1,"status":"STARTED","result":{"data":{"liveness":{"result":true}},"status":200}}"""), Scenario.Attack);

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
    }

    [Theory]
    [InlineData("success")]
    [InlineData(" Success ")]
    public async Task The_case_of_a_state_does_not_matter(string state)
    {
        LivenessResult result = await PollAsync(
            Scenario.Response(200, $$"""{"status":"{{state}}","result":{"data":{"liveness":{"result":false} } } }"""));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
    }

    [Theory]
    [InlineData("FAILURE")]
    [InlineData("revoked")]
    [InlineData("Error")]
    public async Task A_task_that_was_given_up_is_an_outage_with_nothing_to_continue(string state)
    {
        LivenessException failure = await FailPollAsync(State("PENDING"), State(state));

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.ContinuationToken.Should().BeNull();
        failure.ProviderErrorCode.Should().Be(state.ToUpperInvariant());
        Polls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_verdict_beside_a_failed_state_is_not_taken()
    {
        LivenessException failure = await FailPollAsync(
            Scenario.Response(200, """{"status":"FAILURE","result":{"data":{"liveness":{"result":true}},"status":200}}"""));

        failure.Error.Should().Be(LivenessError.Unavailable);
    }

    [Theory]
    [InlineData(200, "<html>", LivenessError.UnexpectedResponse)]
    [InlineData(200, "", LivenessError.UnexpectedResponse)]
    [InlineData(200, "[]", LivenessError.UnexpectedResponse)]
    [InlineData(200, "{}", LivenessError.UnexpectedResponse)]
    [InlineData(200, """{"status":{}}""", LivenessError.UnexpectedResponse)]
    [InlineData(200, """{"result":"PENDING"}""", LivenessError.UnexpectedResponse)]
    public async Task A_poll_that_fails_leaves_what_it_takes_to_continue(int status, string body, LivenessError error)
    {
        LivenessException failure = await FailPollAsync(Scenario.Response(status, body));

        failure.Error.Should().Be(error);
        await ShouldBeContinuable(failure);
    }

    [Theory]
    [InlineData(404, 5, LivenessError.UnexpectedResponse, LivenessError.InvalidRequest)]
    [InlineData(403, 2, LivenessError.Unauthorized, LivenessError.Unauthorized)]
    public async Task A_refusal_that_stays_leaves_what_it_takes_to_continue(int status, int polls, LivenessError error, LivenessError olderError)
    {
        Vendor.Always(Scenario.Response(status, "{}"), RequestKind.Poll);

        LivenessException failure = await FailPollAsync();

        failure.Error.Should().BeOneOf(error, olderError);
        Polls.Should().HaveCount(polls);
        Vendor.Always(Scenario.Live, RequestKind.Poll);
        await ShouldBeContinuable(failure);
    }

    [Theory]
    [InlineData(404, 4)]
    [InlineData(403, 1)]
    [InlineData(503, 12)]
    [InlineData(500, 12)]
    [InlineData(408, 12)]
    [InlineData(429, 12)]
    public async Task What_passes_is_waited_out_since_the_check_is_paid_for(int status, int times)
    {
        LivenessResult result = await PollAsync([.. Enumerable.Repeat(Scenario.Response(status, "{}"), times)]);

        result.IsLive.Should().BeTrue();
        Polls.Should().HaveCount(times + 1);
        Uploads.Should().ContainSingle();
    }

    [Fact]
    public async Task Broken_connections_are_waited_out_with_a_growing_delay()
    {
        LivenessResult result = await PollAsync([.. Enumerable.Repeat(Scenario.CutConnection, 6)]);

        result.IsLive.Should().BeTrue();
        double[] waits = [.. Time.Waits.Skip(1).Select(wait => wait.TotalSeconds)];
        double[] longest = [0.5, 1, 2, 3, 3, 3];
        waits.Should().HaveCount(6);
        waits.Zip(longest).Should().OnlyContain(pair => pair.First >= pair.Second / 2 && pair.First <= pair.Second);
    }

    [Fact]
    public async Task The_vendors_time_is_kept_between_polls()
    {
        LivenessResult result = await PollAsync(Scenario.Unavailable(503, TimeSpan.FromSeconds(4)));

        result.IsLive.Should().BeTrue();
        Time.Waits.Should().HaveCount(2);
        Time.Waits.Last().Should().Be(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_time_beyond_the_deadline_is_handed_on_with_what_it_takes_to_continue()
    {
        LivenessException failure = await FailPollAsync(Scenario.Unavailable(503, TimeSpan.FromHours(1)));

        failure.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        Polls.Should().ContainSingle();
        await ShouldBeContinuable(failure);
    }

    [Fact]
    public async Task An_outage_until_the_deadline_leaves_what_it_takes_to_continue_and_says_why()
    {
        Vendor.Always(Scenario.Unavailable(), RequestKind.Poll);

        await ShouldTimeOutContinuably(polls: 5, cause: LivenessError.Unavailable);
    }

    [Fact]
    public async Task A_breaker_opened_by_uploads_does_not_stop_polls()
    {
        Vendor.Next(RequestKind.Poll, Scenario.Stall);
        await using LivenessClient client = CreateClient(options => options.Resilience.MaxRetryAttempts = 0);
        Task<LivenessResult> paid = client.CheckAsync(Request());
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Poll);
        Vendor.Always(Scenario.ServerError, RequestKind.Billable);
        for (int i = 0; i < 10; i++)
        {
            await client.Awaiting(it => it.CheckAsync(Request())).Should().ThrowAsync<LivenessException>();
        }

        client.Health.GetHealth("progeny").State.Should().Be(BreakerState.Open);
        Vendor.Next(RequestKind.Poll, Scenario.Unavailable(), Scenario.Live);
        Vendor.ReleaseStalled();

        (await paid).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task A_limiter_that_fails_over_its_statistics_loses_no_paid_check()
    {
        Vendor.Next(Scenario.Pending(3));
        using StubLimiter limiter = new() { Permits = 100, HasNoStatistics = true };
        await using LivenessClient client = LivenessClient.Create(builder =>
        {
            builder.Services.AddSingleton(Clock);
            Register(builder, options => options.Endpoint = Vendor.Endpoint);
            builder.UseRateLimiter("progeny", _ => limiter);
        });

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        Polls.Should().HaveCount(4);
    }

    [Fact]
    public async Task A_poll_over_its_attempt_time_out_is_asked_again()
    {
        Vendor.Next(RequestKind.Poll, Scenario.Stall);
        await using LivenessClient client = CreateClient(options => options.Resilience.AttemptTimeout = TimeSpan.FromSeconds(10));
        Task<LivenessResult> check = client.CheckAsync(Request());
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Poll);
        Time.Advance(TimeSpan.FromSeconds(10));

        (await check).IsLive.Should().BeTrue();
        Polls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_caller_who_does_not_wait_gets_three_questions_at_most()
    {
        Vendor.Always(Scenario.Unavailable(), RequestKind.Poll);
        string token = (await CheckAsync(Request(returnWhenPending: true))).ContinuationToken!;
        Func<Task> check = () => CheckAsync(LivenessRequest.Continue(token, returnWhenPending: true));

        LivenessException failure = (await check.Should().ThrowAsync<LivenessException>()).Which;

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.ContinuationToken.Should().NotBeNull();
        Polls.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_deadline_in_the_middle_of_a_poll_leaves_what_it_takes_to_continue()
    {
        Vendor.Next(RequestKind.Poll, Scenario.Stall);

        await ShouldTimeOutContinuably(polls: 1);
    }

    [Fact]
    public async Task A_deadline_while_the_vendor_works_leaves_what_it_takes_to_continue()
    {
        Vendor.Always(State("PENDING"), RequestKind.Poll);

        await ShouldTimeOutContinuably(polls: 5);
    }

    [Fact]
    public async Task A_deadline_during_the_upload_leaves_nothing_to_continue()
    {
        Vendor.Next(Scenario.Stall);
        await using LivenessClient client = CreateClient();
        Task<LivenessResult> check = client.CheckAsync(Request(timeout: s_timeout));
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Billable);
        Time.Advance(s_timeout);

        LivenessException failure = (await check.Invoking(async task => await task).Should().ThrowAsync<LivenessException>()).Which;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.ContinuationToken.Should().BeNull();
    }

    [Fact]
    public async Task A_caller_who_cancels_during_a_poll_gets_the_cancellation_and_may_still_continue()
    {
        Vendor.Next(RequestKind.Poll, Scenario.Stall);
        using CancellationTokenSource caller = new();
        await using LivenessClient client = CreateClient();
        Task<LivenessResult> check = client.CheckAsync(Request(), caller.Token);
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Poll);
        await caller.CancelAsync();

        OperationCanceledException cancelled = (await check.Invoking(async task => await task).Should().ThrowAsync<OperationCanceledException>()).Which;
        cancelled.CancellationToken.Should().Be(caller.Token);
        await ShouldBeContinuable(cancelled.InnerException.Should().BeOfType<LivenessException>().Which);
    }

    private async Task ShouldTimeOutContinuably(int polls, LivenessError? cause = null)
    {
        await using LivenessClient client = CreateClient();
        Task<LivenessResult> check = client.CheckAsync(Request(timeout: s_timeout));
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Poll && Polls.Count() >= polls);
        Time.Advance(s_timeout);

        LivenessException failure = (await check.Invoking(async task => await task).Should().ThrowAsync<LivenessException>()).Which;
        failure.Error.Should().Be(LivenessError.TimedOut);
        LivenessAttempt attempt = failure.Attempts.Should().ContainSingle().Which;
        attempt.MayHaveBeenProcessed.Should().BeTrue();
        attempt.ContinuationToken.Should().Be(failure.ContinuationToken);
        _ = cause is null ? null : failure.InnerException.Should().BeOfType<LivenessException>().Which.Error.Should().Be(cause);
        Vendor.Always(Scenario.Live, RequestKind.Poll);
        await ShouldBeContinuable(failure);
    }

    private async Task ShouldBeContinuable(LivenessException failure)
    {
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.ContinuationToken.Should().NotBeNull();
        (await CheckAsync(LivenessRequest.Continue(failure.ContinuationToken!))).Verdict.Should().Be(LivenessVerdict.Live);
        Uploads.Should().ContainSingle("a check that is continued is not paid again");
    }
}
