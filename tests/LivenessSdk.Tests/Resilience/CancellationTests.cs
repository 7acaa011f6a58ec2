using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows that a caller can leave at every point of a check, and that nothing is left behind.</summary>
public sealed class CancellationTests
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(20);

    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string> Exchanges =>
        ["while connecting", "while the body is sent", "while waiting for the reply", "while the reply is read"];

    public static TheoryData<string> Points =>
        ["in the rate limiter's queue", "in the wait before a retry", "while connecting", "while the body is sent", "while waiting for the reply", "while the reply is read"];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task The_caller_leaves(string point)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SocketVendor vendor = new();
        vendor.Then(conversation => AnswerAsync(conversation, point, reached));
        await using ServiceProvider services = Build(vendor, point, reached);
        using CancellationTokenSource caller = new();
        if (point == "in the rate limiter's queue")
        {
            reached.SetResult();
            await services.CheckAsync(cancellationToken: caller.Token);
        }

        Task<LivenessResult> check = services.CheckAsync(cancellationToken: caller.Token);
        await reached.Task;
        await caller.CancelAsync();

        OperationCanceledException cancelled = (await FluentActions.Awaiting(() => check).Should().ThrowAsync<OperationCanceledException>()).Which;
        cancelled.CancellationToken.Should().Be(caller.Token);
        vendor.Requests.Should().BeLessThan(2);
        _clock.ScheduledTimers.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task The_deadline_passes(string point)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SocketVendor vendor = new();
        vendor.Then(conversation => AnswerAsync(conversation, point, reached));
        await using ServiceProvider services = Build(vendor, point, reached);

        Task<LivenessException> check = services.FailAsync();
        await reached.Task;
        _clock.Pass(TimeSpan.FromSeconds(25));

        LivenessException failure = await check;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.MayHaveBeenProcessed.Should().Be(point != "while connecting");
        _clock.ScheduledTimers.Should().Be(0);
    }

    private static async Task AnswerAsync(Conversation conversation, string point, TaskCompletionSource reached)
    {
        switch (point)
        {
            case "while the body is sent":
                reached.TrySetResult();
                await conversation.IgnoreAsync();
                break;
            case "while waiting for the reply":
                await conversation.ReadBodyAsync();
                reached.TrySetResult();
                await conversation.StallAsync();
                break;
            case "while the reply is read":
                await conversation.ReadBodyAsync();
                await conversation.WriteAsync(SocketVendor.Head(200, 100) + "half");
                reached.TrySetResult();
                await conversation.StallAsync();
                break;
            case "in the wait before a retry":
                await SocketVendor.Reply(503, "", $"Retry-After: {s_retryAfter.TotalSeconds}")(conversation);
                break;
            default:
                await SocketVendor.Reply(200)(conversation);
                break;
        }
    }

    private ServiceProvider Build(SocketVendor vendor, string point, TaskCompletionSource reached) =>
        PlainVendor.BuildFor(
            vendor,
            options =>
            {
                options.Timeout = TimeSpan.FromSeconds(25);
                options.BodyBytes = point == "while the body is sent" ? 50_000_000 : 1000;
                options.Resilience.RateLimit.PermitsPerSecond = point == "in the rate limiter's queue" ? 0.05 : null;
                options.Resilience.RateLimit.QueueTimeout = TimeSpan.FromMinutes(1);
            },
            point == "in the wait before a retry" ? new WatchedClock(_clock, s_retryAfter, reached) : _clock,
            after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.UseSocketsHttpHandler((handler, _) =>
            {
                if (point == "while connecting")
                {
                    handler.ConnectCallback = async (_, cancellationToken) =>
                    {
                        reached.TrySetResult();
                        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                        return Stream.Null;
                    };
                }
            })));

    /// <summary>Tells when a wait of one certain length begins.</summary>
    private sealed class WatchedClock(ManualTimeProvider clock, TimeSpan wait, TaskCompletionSource begun) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = clock.CreateTimer(callback, state, dueTime, period);
            if (dueTime == wait)
            {
                begun.TrySetResult();
            }

            return timer;
        }
    }
}
