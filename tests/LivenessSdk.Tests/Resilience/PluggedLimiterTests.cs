using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows how a rate limiter of the application's own is asked.</summary>
public sealed class PluggedLimiterTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_plugged_limiter_is_asked_for_one_permit_at_a_time()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        GatedLimiter limiter = new();
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, _ => { }, plugged: limiter);

        Task<LivenessResult>[] checks = [.. Enumerable.Range(0, 5).Select(_ => services.CheckAsync())];
        for (int i = 0; i < 5; i++)
        {
            await limiter.GrantAsync();
        }

        await Task.WhenAll(checks);
        limiter.MostAsked.Should().Be(1);
    }

    [Fact]
    public async Task An_upload_waits_for_a_plugged_limiter_no_longer_than_the_queues_time()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, limit => limit.QueueTimeout = TimeSpan.FromSeconds(2), plugged: new GatedLimiter());

        Task<LivenessException> check = services.FailAsync();
        _clock.Pass(TimeSpan.FromSeconds(3));

        LivenessException failure = await check;
        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        network.Requests.Should().Be(0);
    }

    [Fact]
    public async Task A_limiter_whose_factory_fails_once_serves_the_next_time()
    {
        int calls = 0;
        await using ServiceProvider services = PlainVendor.Build(
            options => options.Endpoint = new Uri("https://vendor.example/"),
            _clock,
            new StubNetwork(() => StubNetwork.Reply()),
            after: builder => builder.UseRateLimiter(PlainVendor.Name, _ => ++calls == 1 ? throw new IOException("Not yet.") : new StubLimiter { Permits = 1 }));
        services.Invoking(s => s.GetRequiredService<ILivenessClient>()).Should().Throw<IOException>();

        (await services.CheckAsync()).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task An_application_can_plug_in_a_limiter_of_its_own()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        StubLimiter limiter = new(retryAfter: TimeSpan.FromMinutes(7));
        await using (ServiceProvider services = LimitedVendor.Build(_clock, network, limit => limit.PermitsPerSecond = 0.01, plugged: limiter))
        {
            limiter.Permits = 2;
            await services.CheckAsync();
            await services.CheckAsync();

            LivenessException failure = await services.FailAsync();

            failure.Error.Should().Be(LivenessError.RateLimited);
            failure.RetryAfter.Should().Be(TimeSpan.FromMinutes(7));
            network.Requests.Should().Be(2);
            limiter.Returned.Should().Be(3);
        }

        limiter.Disposed.Should().BeTrue();
    }

    [Fact]
    public async Task A_limiter_that_fails_is_an_outage_and_nothing_is_sent()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, _ => { }, plugged: new StubLimiter(failure: () => new IOException("The shared store is down.")));

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.Message.Should().Contain("rate limiter");
        failure.InnerException.Should().BeOfType<IOException>();
        network.Requests.Should().Be(0);
    }

    [Fact]
    public async Task A_limiter_that_fails_because_the_caller_leaves_is_no_outage()
    {
        using CancellationTokenSource caller = new();
        await using ServiceProvider services = LimitedVendor.Build(
            _clock,
            new StubNetwork(() => StubNetwork.Reply()),
            _ => { },
            plugged: new StubLimiter(failure: () =>
            {
                caller.Cancel();
                return new IOException("The shared store gave up.");
            }));

        Func<Task> check = () => services.CheckAsync(cancellationToken: caller.Token);

        (await check.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task A_limiter_that_fails_for_a_while_does_not_lose_a_paid_check()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        int failures = 0;
        StubLimiter limiter = new(failure: () => network.Requests == 1 && failures++ < 3 ? new IOException("The shared store is down.") : null) { Permits = 2 };
        await using ServiceProvider services = LimitedVendor.Build(
            _clock, network, _ => { }, options => options.Kinds = [RequestKind.Billable, RequestKind.Poll], limiter);

        Task<LivenessResult> check = services.CheckAsync();
        for (int i = 0; i < 3; i++)
        {
            network.Requests.Should().Be(1);
            _clock.Pass(TimeSpan.FromSeconds(1));
        }

        (await check).IsLive.Should().BeTrue();
        network.Requests.Should().Be(2);
    }
}
