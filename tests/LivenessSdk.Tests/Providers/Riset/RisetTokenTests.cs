using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Riset;

public sealed class RisetTokenTests : RisetTests
{
    [Fact]
    public async Task Client_id_and_password_go_out_form_encoded()
    {
        await CheckAsync(Request());

        RecordedRequest call = TokenCalls.Should().ContainSingle().Which;
        call.Is("POST", "/oauth/client/token").Should().BeTrue();
        call.HasContentType("application/x-www-form-urlencoded").Should().BeTrue();
        call.Fields.Should().Equal(new Dictionary<string, string>
        {
            ["client_id"] = Simulator.Riset.ClientId,
            ["password"] = Simulator.Riset.Password,
        });
    }

    [Fact]
    public async Task Checks_that_begin_together_obtain_one_token()
    {
        Vendor.Next(RequestKind.Token, Scenario.Stall);
        await using LivenessClient client = CreateClient();
        Task<LivenessResult>[] checks = [.. Enumerable.Range(0, 16).Select(_ => client.CheckAsync(Request()))];
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Token);
        Vendor.ReleaseStalled();

        (await Task.WhenAll(checks)).Should().OnlyContain(result => result.IsLive);
        TokenCalls.Should().ContainSingle();
    }

    [Theory]
    [InlineData(59 * 60 - 1, 1)]
    [InlineData(59 * 60, 2)]
    public async Task A_token_that_tells_its_expiry_is_renewed_a_minute_before(int seconds, int calls)
    {
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Time.Advance(TimeSpan.FromSeconds(seconds));
        await client.CheckAsync(Request());

        TokenCalls.Should().HaveCount(calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rejected_token_is_replaced_and_the_check_repeated_once(bool http)
    {
        Simulator.Riset.MirrorsStatus = http;
        await using LivenessClient client = CreateClient();
        await client.CheckAsync(Request());
        Simulator.Riset.ExpireTokens();

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
        TokenCalls.Should().HaveCount(2);
        Checks.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_token_that_is_rejected_by_http_alone_is_replaced_too()
    {
        Vendor.Next(Scenario.Response(401, """{"status":"200"}"""), Scenario.Response(401, "<html>"));
        LivenessException failure = await FailAsync(Request());

        failure.Error.Should().Be(LivenessError.Unauthorized);
        Checks.Should().HaveCount(2);
        TokenCalls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_token_of_unknown_lifetime_is_kept_until_it_is_rejected()
    {
        Vendor.Next(RequestKind.Token, Scenario.Response(200, """{"access_token":"opaque"}"""));
        await using LivenessClient client = CreateClient();
        (await client.CheckAsync(Request())).IsLive.Should().BeTrue("the simulator rejects the token and the check is repeated with another");

        Checks.First().Headers["Accesstoken"].Should().Be("opaque");
        TokenCalls.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(200, """{"status":"401","status_message":"Unauthorized"}""", LivenessError.Unauthorized)]
    [InlineData(401, "", LivenessError.Unauthorized)]
    [InlineData(403, """{"status":"403"}""", LivenessError.Unauthorized)]
    [InlineData(400, """{"status":"400"}""", LivenessError.InvalidRequest)]
    [InlineData(200, "{}", LivenessError.UnexpectedResponse)]
    [InlineData(200, """{"access_token":""}""", LivenessError.UnexpectedResponse)]
    [InlineData(200, """{"access_token":"two words"}""", LivenessError.UnexpectedResponse)]
    [InlineData(200, """{"access_token":{"value":"x"}}""", LivenessError.UnexpectedResponse)]
    [InlineData(200, "<html>", LivenessError.UnexpectedResponse)]
    [InlineData(302, "", LivenessError.UnexpectedResponse)]
    [InlineData(500, """{"access_token":"token"}""", LivenessError.Unavailable)]
    [InlineData(429, "", LivenessError.RateLimited)]
    public async Task A_reply_without_a_token_ends_the_check_and_the_photo_stays_home(int status, string body, LivenessError error)
    {
        Vendor.Next(RequestKind.Token, Scenario.Response(status, body));
        LivenessException failure = await FailAsync(Request());

        failure.Error.Should().Be(error);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Should().ContainSingle().Which.PhotoSent.Should().BeFalse();
        Checks.Should().BeEmpty();
    }

    [Fact]
    public async Task Wrong_credentials_are_unauthorized_and_not_shown()
    {
        LivenessException failure = await FailAsync(Request(), options => options.Password = "wrong-canary");

        failure.Error.Should().Be(LivenessError.Unauthorized);
        failure.ToString().Should().NotContain("wrong-canary");
        TokenCalls.Should().ContainSingle();
    }
}
