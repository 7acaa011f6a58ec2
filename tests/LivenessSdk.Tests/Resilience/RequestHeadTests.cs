using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets what the head of a request says, and what becomes of answers that come before the body.</summary>
public sealed class RequestHeadTests : IAsyncLifetime
{
    private readonly List<string> _heads = [];

    private SocketVendor Vendor { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Vendor.DisposeAsync();

    [Fact]
    public async Task The_library_says_its_name_and_version()
    {
        string head = await HeadOfAsync();

        head.Should().MatchRegex(@"\r\nUser-Agent: LivenessSdk/\d+\.\d+\.\d+\r\n");
    }

    [Fact]
    public async Task The_name_can_be_set()
    {
        string head = await HeadOfAsync(options => options.UserAgent = "Onboarding/2.1 (bank)");

        head.Should().Contain("\r\nUser-Agent: Onboarding/2.1 (bank)\r\n");
    }

    [Fact]
    public async Task A_name_that_the_http_client_has_stays()
    {
        string head = await HeadOfAsync(after: builder => builder.ConfigureHttpClient(
            PlainVendor.Name, client => client.ConfigureHttpClient(http => http.DefaultRequestHeaders.UserAgent.ParseAdd("Own/1"))));

        head.Should().Contain("\r\nUser-Agent: Own/1\r\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\r\nbreak")]
    public void A_name_that_is_no_header_is_an_error_of_the_configuration(string name)
    {
        Action create = () => LivenessClient.Create(liveness => liveness.AddArgos(options => (options.ApiKey, options.UserAgent) = ("key", name)));

        create.Should().Throw<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*UserAgent*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leave_to_send_the_photo_is_asked_for_only_on_request(bool asks)
    {
        Vendor.Then(async conversation =>
        {
            _heads.Add(conversation.Head);
            if (asks)
            {
                await conversation.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
            }

            await SocketVendor.Reply(200)(conversation);
        });
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => options.ExpectContinue = asks);

        (await services.CheckAsync()).IsLive.Should().BeTrue();
        _heads.Single().Contains("Expect: 100-continue", StringComparison.Ordinal).Should().Be(asks);
    }

    [Fact]
    public async Task A_server_that_rejects_the_credentials_gets_no_photo_from_a_client_that_asks_first()
    {
        Vendor.Then(conversation => conversation.WriteAsync(SocketVendor.Head(401, 2, "Connection: close") + "no"));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => (options.ExpectContinue, options.BodyBytes) = (true, 10_000_000));

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unauthorized);
        failure.MayHaveBeenProcessed.Should().BeFalse();
    }

    [Fact]
    public async Task Servers_that_answer_before_they_have_read_the_photo_do_not_open_the_breaker()
    {
        Vendor.Then([.. Enumerable.Repeat<Func<Conversation, Task>>(AnswerEarlyAsync, 100)]);
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options =>
        {
            options.BodyBytes = 20_000_000;
            options.Resilience.MinimumThroughput = 2;
            options.Resilience.MaxRetryAttempts = 0;
        });

        for (int i = 0; i < 10; i++)
        {
            await services.FailAsync();
        }

        services.GetRequiredService<LivenessHealth>().GetHealth(PlainVendor.Name).State.Should().Be(BreakerState.Closed);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(421)]
    public async Task An_address_without_the_service_is_an_unexpected_response(int status)
    {
        Vendor.Then(SocketVendor.Reply(status, "nothing here"));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.IsTransient.Should().BeFalse();
        failure.MayHaveBeenProcessed.Should().BeFalse();
        Vendor.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_usage_plan_without_quota_is_not_asked_again()
    {
        Vendor.Then([.. Enumerable.Repeat(SocketVendor.Reply(429, """{"message":"Limit Exceeded"}"""), 5)]);
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.QuotaExceeded);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        Vendor.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_throttled_request_is_asked_again()
    {
        Vendor.Then(SocketVendor.Reply(429, """{"message":"Too Many Requests"}"""));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        (await services.CheckAsync()).IsLive.Should().BeTrue();
    }

    [Theory]
    [InlineData("Retry-After: 3", "Retry-After: 90")]
    [InlineData("Retry-After: 90", "Retry-After: 3")]
    [InlineData("Retry-After: 3, 90", "X-Other: 1")]
    public async Task Of_two_times_to_wait_the_longer_counts(string first, string second)
    {
        Vendor.Then([.. Enumerable.Repeat(SocketVendor.Reply(503, "busy", first, second), 5)]);
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => options.Resilience.MaxRetryAttempts = 0);

        (await services.FailAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(90));
    }

    private static async Task AnswerEarlyAsync(Conversation conversation)
    {
        await conversation.WriteAsync(SocketVendor.Head(413, 2, "Connection: close") + "no");
        conversation.Reset();
    }

    private async Task<string> HeadOfAsync(Action<PlainOptions>? configure = null, Action<LivenessBuilder>? after = null)
    {
        Vendor.Then(async conversation =>
        {
            _heads.Add(conversation.Head);
            await SocketVendor.Reply(200)(conversation);
        });
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, configure, after: after);
        await services.CheckAsync();
        return _heads.Single();
    }
}
