using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows how checks are held back before they are sent.</summary>
public sealed class RateLimitTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_burst_goes_at_once_and_the_rest_at_the_rate()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, limit =>
        {
            limit.PermitsPerSecond = 2;
            limit.Burst = 3;
        });

        Task<LivenessResult>[] checks = [.. Enumerable.Range(0, 6).Select(_ => services.CheckAsync())];
        await Task.WhenAll(checks[..3]);
        network.Requests.Should().Be(3);

        for (int next = 3; next < 6; next++)
        {
            _clock.Pass(TimeSpan.FromMilliseconds(499));
            network.Requests.Should().Be(next);
            _clock.Pass(TimeSpan.FromMilliseconds(1));
            (await checks[next]).IsLive.Should().BeTrue();
        }

        _clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task A_check_beyond_the_queue_is_refused_unsent_and_told_when_to_come_back()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, limit =>
        {
            limit.PermitsPerSecond = 1;
            limit.QueueLimit = 2;
        });
        Task<LivenessResult>[] checks = [.. Enumerable.Range(0, 3).Select(_ => services.CheckAsync())];

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.Message.Should().Contain("the rate limiter's queue is full");
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(3));
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromSeconds(2));
        await Task.WhenAll(checks);
    }

    [Theory]
    [InlineData(2, null, "the rate limit gives the next permit later than Resilience:RateLimit:QueueTimeout allows")]
    [InlineData(60, 2, "the time of the check ends before the rate limit gives the next permit")]
    public async Task A_check_that_would_wait_too_long_does_not_wait(int queueSeconds, int? deadlineSeconds, string reason)
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, limit =>
        {
            limit.PermitsPerSecond = 0.2;
            limit.QueueTimeout = TimeSpan.FromSeconds(queueSeconds);
        });
        await services.CheckAsync();

        LivenessException failure = await services.FailAsync(new LivenessRequest(SamplePhoto.ToImage())
        {
            Timeout = deadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        });

        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.Message.Should().Contain($": {reason}; nothing was sent.");
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_caller_who_leaves_the_queue_makes_room_for_the_next()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, limit => limit.PermitsPerSecond = 1);
        await services.CheckAsync();
        using CancellationTokenSource caller = new();
        Task<LivenessResult> leaving = services.CheckAsync(cancellationToken: caller.Token);
        Task<LivenessResult> staying = services.CheckAsync();

        await caller.CancelAsync();
        (await FluentActions.Awaiting(() => leaving).Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should().Be(caller.Token);
        _clock.Pass(TimeSpan.FromSeconds(1));

        (await staying).IsLive.Should().BeTrue();
        network.Requests.Should().Be(2);
        _clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task Each_attempt_takes_a_permit()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.Zero));
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, limit => limit.PermitsPerSecond = 1);

        Task<LivenessException> check = services.FailAsync();
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromMilliseconds(999));
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromMilliseconds(1));
        await LimitedVendor.UntilAsync(() => network.Requests == 2 && _clock.ScheduledTimers > 1);
        _clock.Pass(TimeSpan.FromMilliseconds(999));
        network.Requests.Should().Be(2);
        _clock.Pass(TimeSpan.FromMilliseconds(1));

        (await check).Error.Should().Be(LivenessError.RateLimited);
        network.Requests.Should().Be(3);
    }

    [Fact]
    public async Task No_more_calls_than_allowed_are_under_way_at_once()
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        StubNetwork network = new((_, _) => reply.Task);
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, _ => { }, options => options.Resilience.MaxConcurrentRequests = 1);
        Task<LivenessResult> first = services.CheckAsync();

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.Message.Should().Contain("MaxConcurrentRequests");
        failure.MayHaveBeenProcessed.Should().BeFalse();
        network.Requests.Should().Be(1);
        reply.SetResult(StubNetwork.Reply());
        (await first).IsLive.Should().BeTrue();
    }
}
