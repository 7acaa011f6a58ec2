using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows what opens a breaker, what closes it, and what is told about it.</summary>
public sealed class BreakerTests
{
    private readonly ManualTimeProvider _clock = new();
    private RecordedLogs Logs { get; } = new();

    [Fact]
    public async Task An_outage_opens_the_breaker_and_nothing_is_sent_any_more()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.BadGateway));
        await using ServiceProvider services = Build(network);
        await FailAsync(services, 20);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(15));
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
        network.Requests.Should().Be(20);
        HealthOf(services).Should().BeEquivalentTo(new ClientHealth
        {
            ClientName = PlainVendor.Name, State = BreakerState.Open, Cause = LivenessError.Unavailable, RetryAfter = TimeSpan.FromSeconds(15),
        });
        Logs.Lines.Should().ContainSingle(line => line.StartsWith("Warning") && line.Contains("plain is now Open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_break_is_over_one_message_gets_through_and_closes_the_breaker()
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        TaskCompletionSource probed = new();
        bool back = false;
        StubNetwork network = new((_, _) =>
        {
            if (!back)
            {
                return Task.FromResult(StubNetwork.Reply(HttpStatusCode.BadGateway));
            }

            return probed.TrySetResult() ? reply.Task : Task.FromResult(StubNetwork.Reply());
        });
        await using ServiceProvider services = Build(network);
        await FailAsync(services, 20);
        back = true;
        _clock.Pass(TimeSpan.FromSeconds(15));
        HealthOf(services).State.Should().Be(BreakerState.HalfOpen);

        Task<LivenessResult> first = services.CheckAsync();
        await probed.Task;
        LivenessException second = await services.FailAsync();
        network.Requests.Should().Be(21);
        second.Error.Should().Be(LivenessError.Unavailable);
        reply.SetResult(StubNetwork.Reply());

        (await first).IsLive.Should().BeTrue();
        HealthOf(services).Should().BeEquivalentTo(new ClientHealth { ClientName = PlainVendor.Name });
        (await services.CheckAsync()).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_close_a_half_open_breaker()
    {
        TaskCompletionSource probed = new();
        bool stall = false;
        StubNetwork network = new(async (_, cancellationToken) =>
        {
            if (stall)
            {
                probed.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            }

            return StubNetwork.Reply(HttpStatusCode.BadGateway);
        });
        await using ServiceProvider services = Build(network);
        await FailAsync(services, 20);
        stall = true;
        _clock.Pass(TimeSpan.FromSeconds(15));
        using CancellationTokenSource caller = new();

        Task<LivenessResult> check = services.CheckAsync(cancellationToken: caller.Token);
        await probed.Task;
        await caller.CancelAsync();

        await FluentActions.Awaiting(() => check).Should().ThrowAsync<OperationCanceledException>();
        HealthOf(services).State.Should().Be(BreakerState.Open);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(429)]
    public async Task Bad_photos_bad_credentials_and_rate_limits_open_nothing(int status)
    {
        StubNetwork network = new(() => StubNetwork.Reply((HttpStatusCode)status));
        await using ServiceProvider services = Build(network);

        await FailAsync(services, 50);

        network.Requests.Should().Be(50);
        HealthOf(services).State.Should().Be(BreakerState.Closed);
    }

    [Fact]
    public async Task Time_outs_open_the_breaker_however_short_the_deadline()
    {
        StubNetwork network = new(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            return StubNetwork.Reply();
        });
        await using ServiceProvider services = Build(network, options => options.Timeout = TimeSpan.FromSeconds(6));

        Task<LivenessException>[] checks = [.. Enumerable.Range(0, 20).Select(_ => services.FailAsync())];
        _clock.Pass(TimeSpan.FromSeconds(6));
        await Task.WhenAll(checks);

        HealthOf(services).State.Should().Be(BreakerState.Open);
        _clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task Impatient_callers_do_not_open_the_breaker()
    {
        StubNetwork network = new(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            return StubNetwork.Reply();
        });
        await using ServiceProvider services = Build(network, options => options.Timeout = TimeSpan.FromSeconds(1));

        Task<LivenessException>[] checks = [.. Enumerable.Range(0, 40).Select(_ => services.FailAsync())];
        _clock.Pass(TimeSpan.FromSeconds(1));
        await Task.WhenAll(checks);

        HealthOf(services).State.Should().Be(BreakerState.Closed);
    }

    [Theory]
    [InlineData(null, 300)]
    [InlineData(3600, 3600)]
    public async Task A_used_up_quota_holds_checks_back_for_a_set_time_or_until_the_vendors(int? retryAfter, int seconds)
    {
        StubNetwork network = new(() => StubNetwork.Reply(
            HttpStatusCode.PaymentRequired, retryAfter: retryAfter is { } wait ? TimeSpan.FromSeconds(wait) : null));
        await using ServiceProvider services = Build(network);
        await services.FailAsync();
        _clock.Pass(TimeSpan.FromSeconds(60));

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.QuotaExceeded);
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds - 60));
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().Should().Match<LivenessAttempt>(attempt => attempt.Error == LivenessError.QuotaExceeded && !attempt.PhotoSent);
        network.Requests.Should().Be(1);
        HealthOf(services).Should().BeEquivalentTo(new ClientHealth
        {
            ClientName = PlainVendor.Name,
            State = BreakerState.Open,
            Cause = LivenessError.QuotaExceeded,
            RetryAfter = TimeSpan.FromSeconds(seconds - 60),
        });
    }

    [Fact]
    public async Task When_the_quota_may_be_back_one_check_finds_out()
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        Queue<Task<HttpResponseMessage>> replies = new([Task.FromResult(StubNetwork.Reply(HttpStatusCode.PaymentRequired)), reply.Task]);
        StubNetwork network = new((_, _) => replies.TryDequeue(out Task<HttpResponseMessage>? next) ? next : Task.FromResult(StubNetwork.Reply()));
        await using ServiceProvider services = Build(network);
        await services.FailAsync();
        _clock.Pass(TimeSpan.FromMinutes(5));

        Task<LivenessResult> probe = services.CheckAsync();
        HealthOf(services).State.Should().Be(BreakerState.HalfOpen);
        (await services.FailAsync()).Error.Should().Be(LivenessError.QuotaExceeded);
        network.Requests.Should().Be(2);
        reply.SetResult(StubNetwork.Reply());

        (await probe).IsLive.Should().BeTrue();
        (await services.CheckAsync()).IsLive.Should().BeTrue();
        HealthOf(services).State.Should().Be(BreakerState.Closed);
    }

    [Fact]
    public async Task A_caller_who_leaves_has_not_found_out_whether_the_quota_is_back()
    {
        Queue<Task<HttpResponseMessage>> replies = new([Task.FromResult(StubNetwork.Reply(HttpStatusCode.PaymentRequired)), new TaskCompletionSource<HttpResponseMessage>().Task]);
        StubNetwork network = new((_, cancellationToken) => replies.TryDequeue(out Task<HttpResponseMessage>? next)
            ? next.WaitAsync(cancellationToken)
            : Task.FromResult(StubNetwork.Reply()));
        await using ServiceProvider services = Build(network);
        await services.FailAsync();
        _clock.Pass(TimeSpan.FromMinutes(5));
        using CancellationTokenSource caller = new();

        Task<LivenessResult> probe = services.CheckAsync(cancellationToken: caller.Token);
        await caller.CancelAsync();

        await FluentActions.Awaiting(() => probe).Should().ThrowAsync<OperationCanceledException>();
        HealthOf(services).State.Should().Be(BreakerState.HalfOpen);
        (await services.CheckAsync()).IsLive.Should().BeTrue();
        HealthOf(services).State.Should().Be(BreakerState.Closed);
        Logs.Lines.Where(line => line.Contains("QuotaExceeded", StringComparison.Ordinal)).Should().HaveCount(3, "it opened, half-opened and closed once");
    }

    [Fact]
    public async Task While_one_check_finds_out_the_others_are_told_to_come_back_in_a_second()
    {
        Queue<Task<HttpResponseMessage>> replies = new([Task.FromResult(StubNetwork.Reply(HttpStatusCode.PaymentRequired)), new TaskCompletionSource<HttpResponseMessage>().Task]);
        StubNetwork network = new((_, cancellationToken) => replies.Dequeue().WaitAsync(cancellationToken));
        await using ServiceProvider services = Build(network);
        await services.FailAsync();
        _clock.Pass(TimeSpan.FromMinutes(5));
        using CancellationTokenSource caller = new();
        Task<LivenessResult> probe = services.CheckAsync(cancellationToken: caller.Token);

        (await services.FailAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(1));

        await caller.CancelAsync();
        await FluentActions.Awaiting(() => probe).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_quota_that_is_still_used_up_holds_back_again()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.PaymentRequired));
        await using ServiceProvider services = Build(network);
        await services.FailAsync();
        _clock.Pass(TimeSpan.FromMinutes(5));

        await services.FailAsync();
        await services.FailAsync();

        network.Requests.Should().Be(2);
        HealthOf(services).RetryAfter.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Breakers_of_two_registrations_are_apart()
    {
        StubNetwork down = new(() => StubNetwork.Reply(HttpStatusCode.BadGateway));
        StubNetwork up = new(() => StubNetwork.Reply());
        await using ServiceProvider services = Build(down, after: builder => builder
            .AddProvider<PlainOptions>("second", options => options.Endpoint = new Uri("https://vendor.example/"), options => new PlainProvider(options))
            .ConfigureHttpClient("second", client => client.ConfigurePrimaryHttpMessageHandler(() => up)));
        await FailAsync(services, 20);

        LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>("second").CheckAsync(PlainVendor.Request);

        result.IsLive.Should().BeTrue();
        services.GetRequiredService<LivenessHealth>().GetAll().Select(health => health.ToString())
            .Should().Equal("plain: Open (Unavailable)", "second: Closed");
    }

    [Fact]
    public async Task Health_of_an_unknown_name_is_a_mistake()
    {
        await using ServiceProvider services = Build(new StubNetwork(() => StubNetwork.Reply()));

        services.Invoking(s => s.GetRequiredService<LivenessHealth>().GetHealth("nobody")).Should().Throw<ArgumentException>();
    }

    private static ClientHealth HealthOf(ServiceProvider services) =>
        services.GetRequiredService<LivenessHealth>().GetHealth(PlainVendor.Name);

    private static async Task FailAsync(ServiceProvider services, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await services.FailAsync();
        }
    }

    private ServiceProvider Build(StubNetwork network, Action<PlainOptions>? configure = null, Action<LivenessBuilder>? after = null) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = new Uri("https://vendor.example/");
                options.Resilience.MaxRetryAttempts = 0;
                options.Resilience.ConsecutiveFailures = 0;
                configure?.Invoke(options);
            },
            _clock,
            network,
            services => services.AddLogging(logging => logging.AddProvider(Logs)),
            after);
}
