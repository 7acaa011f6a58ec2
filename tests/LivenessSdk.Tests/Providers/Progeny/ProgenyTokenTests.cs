using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Progeny;

public sealed class ProgenyTokenTests : ProgenyTests
{
    private const string Obtain = "/accounts/token/obtain/";
    private const string Refresh = "/accounts/token/refresh/";

    [Fact]
    public async Task Name_and_password_go_out_as_a_form()
    {
        await PollAsync(Scenario.Live);

        RecordedRequest call = Vendor.Requests[0];
        call.Path.Should().Be(Obtain);
        call.HasContentType("multipart/form-data").Should().BeTrue();
        call.Fields.Should().Equal(new Dictionary<string, string>
        {
            ["username"] = Simulator.Progeny.Username,
            ["password"] = Simulator.Progeny.Password,
        });
    }

    [Fact]
    public async Task Checks_share_one_token()
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        await client.CheckAsync(Request());

        TokenCalls.Should().Equal(Obtain);
    }

    [Fact]
    public async Task Checks_that_begin_together_obtain_one_token()
    {
        Vendor.Next(RequestKind.Token, Scenario.Stall);
        await using LivenessClient client = CreateClient();
        Task<LivenessResult>[] checks = [.. Enumerable.Range(0, 24).Select(_ => client.CheckAsync(Request()))];
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Token);
        Vendor.ReleaseStalled();
        LivenessResult[] results = await Task.WhenAll(checks);

        results.Should().OnlyContain(result => result.IsLive);
        TokenCalls.Should().Equal(Obtain);
        Uploads.Should().HaveCount(24);
    }

    [Fact]
    public async Task Checks_that_wait_for_a_token_share_its_failure()
    {
        Vendor.Next(RequestKind.Token, Scenario.Stall.Then(Scenario.ServerError));
        await using LivenessClient client = CreateClient();
        Task<LivenessResult>[] checks = [.. Enumerable.Range(0, 24).Select(_ => client.CheckAsync(Request()))];
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Token);
        Vendor.ReleaseStalled();

        List<LivenessException> failures = [];
        foreach (Task<LivenessResult> check in checks)
        {
            failures.Add((await check.Invoking(async task => await task).Should().ThrowAsync<LivenessException>()).Which);
        }

        failures.Should().OnlyContain(failure => failure.Error == LivenessError.Unavailable && !failure.MayHaveBeenProcessed);
        failures.Should().OnlyHaveUniqueItems("each check has an exception of its own");
        TokenCalls.Should().Equal(Obtain);
        Uploads.Should().BeEmpty();
        (await client.CheckAsync(Request())).IsLive.Should().BeTrue("the next check tries again");
    }

    [Theory]
    [InlineData(239, 1)]
    [InlineData(240, 2)]
    public async Task A_token_is_renewed_in_its_last_minute(int seconds, int calls)
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Time.Advance(TimeSpan.FromSeconds(seconds));
        await client.CheckAsync(Request());

        TokenCalls.Should().Equal(new[] { Obtain, Refresh }.Take(calls));
    }

    [Fact]
    public async Task A_refresh_token_is_used_once_and_its_successor_next()
    {
        await using LivenessClient client = CreateClient();
        for (int i = 0; i < 4; i++)
        {
            (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
            Time.Advance(TimeSpan.FromMinutes(5));
        }

        TokenCalls.Should().Equal(Obtain, Refresh, Refresh, Refresh);
        RefreshTokens.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refused_refresh_token_is_followed_by_the_credentials(int status)
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Time.Advance(TimeSpan.FromMinutes(5));
        Vendor.Next(RequestKind.Token, Scenario.Response(status, """{"detail":"Token is invalid or expired"}"""));

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        TokenCalls.Should().Equal(Obtain, Refresh, Obtain);
    }

    [Fact]
    public async Task A_refresh_without_a_token_is_followed_by_the_credentials()
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Time.Advance(TimeSpan.FromMinutes(5));
        Vendor.Next(RequestKind.Token, Scenario.HtmlPage);

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        TokenCalls.Should().Equal(Obtain, Refresh, Obtain);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task An_outage_does_not_cost_the_refresh_token(int status)
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Time.Advance(TimeSpan.FromMinutes(5));
        Vendor.Next(RequestKind.Token, Scenario.Unavailable(status));
        Func<Task> check = () => client.CheckAsync(Request());

        (await check.Should().ThrowAsync<LivenessException>()).Which.IsTransient.Should().BeTrue();
        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        TokenCalls.Should().Equal(Obtain, Refresh, Refresh);
    }

    [Fact]
    public async Task A_token_in_its_last_minute_serves_while_its_endpoint_is_down()
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Time.Advance(TimeSpan.FromSeconds(290));
        Vendor.Always(Scenario.ServerError, RequestKind.Token);

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        Time.Advance(TimeSpan.FromSeconds(10));
        Func<Task> late = () => client.CheckAsync(Request());
        await late.Should().ThrowAsync<LivenessException>();
    }

    [Fact]
    public async Task A_token_that_is_rejected_at_the_upload_is_replaced_and_the_upload_repeated()
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Simulator.Progeny.ExpireTokens();

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        TokenCalls.Should().Equal(Obtain, Refresh);
        Uploads.Select(upload => upload.StatusCode).Should().Equal(200, 401, 200);
    }

    [Fact]
    public async Task A_token_that_is_rejected_between_polls_is_replaced_and_the_photo_not_sent_again()
    {
        await using LivenessClient client = CreateClient();
        Vendor.Next(RequestKind.Poll, State("PENDING"), Scenario.Unauthorized);

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        TokenCalls.Should().Equal(Obtain, Refresh);
        Polls.Select(poll => poll.StatusCode).Should().Equal(200, 401, 200);
        Uploads.Should().ContainSingle();
    }

    [Fact]
    public async Task Checks_whose_token_is_rejected_together_replace_it_once()
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Simulator.Progeny.ExpireTokens(refreshTokensToo: true);
        LivenessResult[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => client.CheckAsync(Request())));

        results.Should().OnlyContain(result => result.IsLive);
        TokenCalls.Should().Equal(Obtain, Refresh, Obtain);
    }

    [Fact]
    public async Task A_token_that_is_rejected_again_is_unauthorized_after_one_repetition()
    {
        Vendor.Always(Scenario.Unauthorized);
        LivenessException failure = await FailAsync();

        failure.Error.Should().Be(LivenessError.Unauthorized);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        Uploads.Should().HaveCount(2);
    }

    [Fact]
    public async Task Tokens_rejected_for_good_during_polling_leave_what_it_takes_to_continue()
    {
        Vendor.Always(RecordedResponse.Read("Progeny", "token-rejected-unverified"), RequestKind.Poll);
        LivenessException failure = await FailAsync();

        failure.Error.Should().Be(LivenessError.Unauthorized);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.ContinuationToken.Should().NotBeNull();
        Polls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_token_endpoint_that_fails_during_polling_is_waited_out()
    {
        Vendor.Next(RequestKind.Poll, Scenario.Unauthorized);
        Vendor.Next(RequestKind.Token, [Scenario.Live, .. Enumerable.Repeat(Scenario.ServerError, 5)]);

        LivenessResult result = await CheckAsync(Request());

        result.IsLive.Should().BeTrue();
        Uploads.Should().ContainSingle();
    }

    [Fact]
    public async Task Wrong_credentials_are_unauthorized_and_the_photo_stays_home()
    {
        LivenessException failure = await FailAsync(options => options.Password = "wrong-canary");

        failure.Error.Should().Be(LivenessError.Unauthorized);
        failure.ToString().Should().NotContain("wrong-canary");
        failure.Attempts.Should().ContainSingle().Which.PhotoSent.Should().BeFalse();
        TokenCalls.Should().Equal(Obtain);
        Uploads.Should().BeEmpty();
    }

    [Theory]
    [InlineData(400, """{"password":["This field is required."]}""", LivenessError.InvalidRequest)]
    [InlineData(200, "{}", LivenessError.UnexpectedResponse)]
    [InlineData(200, """{"access":""}""", LivenessError.UnexpectedResponse)]
    [InlineData(200, """{"access":"two\r\nlines"}""", LivenessError.UnexpectedResponse)]
    [InlineData(200, "<html>", LivenessError.UnexpectedResponse)]
    [InlineData(301, "", LivenessError.UnexpectedResponse)]
    [InlineData(429, "", LivenessError.RateLimited)]
    public async Task A_reply_without_a_token_ends_the_check(int status, string body, LivenessError error)
    {
        Vendor.Next(RequestKind.Token, Scenario.Response(status, body));
        LivenessException failure = await FailAsync();

        failure.Error.Should().Be(error);
        Uploads.Should().BeEmpty();
    }

    private IEnumerable<string> RefreshTokens =>
        Vendor.Requests.Where(request => request.Path == Refresh).Select(request => request.Fields["refresh"]);

    private async Task<LivenessException> FailAsync(Action<ProgenyOptions>? configure = null)
    {
        await using LivenessClient client = CreateClient(configure);
        return await FailAsync(client);
    }

    private static async Task<LivenessException> FailAsync(LivenessClient client)
    {
        Func<Task> check = () => client.CheckAsync(Request());
        return (await check.Should().ThrowAsync<LivenessException>()).Which;
    }
}
