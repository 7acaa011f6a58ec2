using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows when a retry comes, and when it does not come.</summary>
public sealed class RetryTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0.5", 0.5)]
    [InlineData("date", 7)]
    public async Task The_vendors_time_is_kept_in_both_forms(string form, double seconds)
    {
        string header = form == "date" ? (_clock.GetUtcNow() + TimeSpan.FromSeconds(7)).ToString("R", CultureInfo.InvariantCulture) : form;
        Queue<HttpResponseMessage> replies = new([Reply(header), StubNetwork.Reply()]);
        StubNetwork network = new(replies.Dequeue);
        await using ServiceProvider services = Build(network);

        Task<LivenessResult> check = services.CheckAsync();
        _clock.Pass(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromMilliseconds(1));

        (await check).IsLive.Should().BeTrue();
        network.Requests.Should().Be(2);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("Thu, 01 Jan 2015 00:00:00 GMT")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("")]
    public async Task A_time_that_is_over_or_unreadable_delays_no_longer_than_the_back_off(string header)
    {
        Queue<HttpResponseMessage> replies = new([Reply(header), StubNetwork.Reply()]);
        StubNetwork network = new(replies.Dequeue);
        await using ServiceProvider services = Build(network);

        Task<LivenessResult> check = services.CheckAsync();
        _clock.Pass(TimeSpan.FromMilliseconds(500));

        (await check).IsLive.Should().BeTrue();
    }

    [Theory]
    [InlineData("60", 60)]
    [InlineData("3600", 3600)]
    [InlineData("99999999999999999999", 86400)]
    public async Task A_time_beyond_the_deadline_fails_at_once_and_is_handed_on(string header, int seconds)
    {
        StubNetwork network = new(() => Reply(header));
        await using ServiceProvider services = Build(network);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
        network.Requests.Should().Be(1);
        _clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task The_back_off_doubles_and_stays_within_its_upper_half()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.ServiceUnavailable));
        await using ServiceProvider services = Build(network, options => options.Resilience.RetryDelay = TimeSpan.FromSeconds(4));

        Task<LivenessException> check = services.FailAsync();
        _clock.Pass(TimeSpan.FromSeconds(1.99));
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromSeconds(2.01));
        network.Requests.Should().Be(2);
        _clock.Pass(TimeSpan.FromSeconds(8));

        (await check).Error.Should().Be(LivenessError.Unavailable);
        network.Requests.Should().Be(3);
    }

    [Fact]
    public async Task A_retry_that_would_come_after_the_deadline_does_not_keep_the_caller_waiting()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.ServiceUnavailable));
        await using ServiceProvider services = Build(network, options =>
        {
            options.Resilience.RetryDelay = TimeSpan.FromSeconds(20);
            options.Timeout = TimeSpan.FromSeconds(5);
        });

        (await services.FailAsync()).Error.Should().Be(LivenessError.Unavailable);
        network.Requests.Should().Be(1);
    }

    [Fact]
    public async Task No_retries_means_none()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.TooManyRequests));
        await using ServiceProvider services = Build(network, options => options.Resilience.MaxRetryAttempts = 0);

        (await services.FailAsync()).Error.Should().Be(LivenessError.RateLimited);
        network.Requests.Should().Be(1);
    }

    [Fact]
    public async Task During_an_outage_the_store_for_retries_runs_dry()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.Zero));
        await using ServiceProvider services = Build(network);

        for (int i = 0; i < 100; i++)
        {
            await services.FailAsync();
        }

        // 500 tokens pay for 35 retries at 14.
        network.Requests.Should().Be(100 + 35);
    }

    [Fact]
    public async Task Successes_refill_the_store()
    {
        bool outage = true;
        StubNetwork network = new(() => outage ? StubNetwork.Reply(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.Zero) : StubNetwork.Reply());
        await using ServiceProvider services = Build(network);
        for (int i = 0; i < 100; i++)
        {
            await services.FailAsync();
        }

        outage = false;
        for (int i = 0; i < 14 * 2; i++)
        {
            await services.CheckAsync();
        }

        outage = true;
        int before = network.Requests;
        await services.FailAsync();

        // What was left over, and one token for each success, pay for both retries.
        (network.Requests - before).Should().Be(3);
    }

    [Fact]
    public async Task A_retry_that_helped_gets_its_cost_back()
    {
        int requests = 0;
        StubNetwork network = new(() => requests++ % 2 == 0 ? StubNetwork.Reply(HttpStatusCode.ServiceUnavailable, retryAfter: TimeSpan.Zero) : StubNetwork.Reply());
        await using ServiceProvider services = Build(network, options => options.Resilience.FailureRatio = 1);

        for (int i = 0; i < 200; i++)
        {
            (await services.CheckAsync()).IsLive.Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_retry_that_nobody_waited_for_costs_nothing()
    {
        bool isFailing = true;
        StubNetwork network = new(() => isFailing ? StubNetwork.Reply(HttpStatusCode.TooManyRequests) : StubNetwork.Reply());
        await using ServiceProvider services = Build(network);
        for (int i = 0; i < 100; i++)
        {
            using CancellationTokenSource caller = new();
            Task<LivenessResult> check = services.CheckAsync(cancellationToken: caller.Token);
            await caller.CancelAsync();
            await FluentActions.Awaiting(() => check).Should().ThrowAsync<OperationCanceledException>();
        }

        network.Requests.Should().Be(100);
        Task<LivenessResult> last = services.CheckAsync();
        isFailing = false;
        _clock.Pass(TimeSpan.FromSeconds(1));

        (await last).IsLive.Should().BeTrue();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Thu, 01 Jan 2015 00:00:00 GMT")]
    public async Task A_time_of_nothing_is_handed_on_as_a_second(string header)
    {
        await using ServiceProvider services = Build(new StubNetwork(() => Reply(header)), options => options.Resilience.MaxRetryAttempts = 0);

        (await services.FailAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task One_deadline_spans_all_messages_of_a_check()
    {
        StubNetwork network = new(async (_, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(25), _clock, cancellationToken);
            return StubNetwork.Reply();
        });
        await using ServiceProvider services = Build(
            network, options => options.Kinds = [RequestKind.Token, RequestKind.Billable, RequestKind.Poll, RequestKind.Poll]);

        Task<LivenessException> check = services.FailAsync();
        for (int second = 0; second < 60; second++)
        {
            check.IsCompleted.Should().BeFalse();
            _clock.Pass(TimeSpan.FromSeconds(1));
        }

        LivenessException failure = await check;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.Message.Should().Contain("00:01:00");
        failure.MayHaveBeenProcessed.Should().BeTrue();
        network.Requests.Should().Be(3);
        _clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task The_deadline_of_the_request_wins()
    {
        StubNetwork network = new(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            return StubNetwork.Reply();
        });
        await using ServiceProvider services = Build(network);
        LivenessRequest request = new(SamplePhoto.ToImage()) { Timeout = TimeSpan.FromSeconds(3) };

        Task<LivenessException> check = services.FailAsync(request);
        _clock.Pass(TimeSpan.FromSeconds(3));

        (await check).Error.Should().Be(LivenessError.TimedOut);
    }

    private static HttpResponseMessage Reply(string retryAfter)
    {
        HttpResponseMessage response = StubNetwork.Reply(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    private ServiceProvider Build(StubNetwork network, Action<PlainOptions>? configure = null) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = new Uri("https://vendor.example/");
                configure?.Invoke(options);
            },
            _clock,
            network);
}
