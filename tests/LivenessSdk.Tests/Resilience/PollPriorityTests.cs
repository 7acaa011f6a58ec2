using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows that what belongs to a paid check goes before new uploads in every limit.</summary>
public sealed class PollPriorityTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task The_poll_of_a_paid_check_waits_instead_of_being_refused()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(
            _clock,
            network,
            limit =>
            {
                limit.PermitsPerSecond = 0.5;
                limit.QueueLimit = 0;
            },
            options => options.Kinds = [RequestKind.Billable, RequestKind.Poll]);

        Task<LivenessResult> check = services.CheckAsync();
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromSeconds(2));

        (await check).IsLive.Should().BeTrue();
        network.Requests.Should().Be(2);
    }

    [Fact]
    public async Task Polls_go_before_uploads_that_wait_longer()
    {
        ConcurrentQueue<HttpMethod> sent = new();
        TaskCompletionSource<HttpResponseMessage> first = new();
        StubNetwork network = new((request, _) =>
        {
            sent.Enqueue(request.Method);
            return sent.Count == 1 ? first.Task : Task.FromResult(StubNetwork.Reply());
        });
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, limit => limit.PermitsPerSecond = 1, options => options.Kinds = [RequestKind.Billable, RequestKind.Poll]);
        Task<LivenessResult> paid = services.CheckAsync();
        using CancellationTokenSource callers = new();
        Task<LivenessResult>[] uploads = [services.CheckAsync(cancellationToken: callers.Token), services.CheckAsync(cancellationToken: callers.Token)];

        ClockExtensions.OutsideContext(() => first.TrySetResult(StubNetwork.Reply()));
        _clock.Pass(TimeSpan.FromSeconds(1));

        (await paid).IsLive.Should().BeTrue();
        sent.Should().Equal(HttpMethod.Post, HttpMethod.Get);
        await callers.CancelAsync();
        await Task.WhenAll(uploads).ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_ten_times_overload_no_paid_check_is_lost(bool isPlugged)
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = LimitedVendor.Build(
            _clock,
            network,
            limit =>
            {
                limit.PermitsPerSecond = isPlugged ? null : 10;
                limit.QueueLimit = 10;
            },
            options => options.Kinds = [RequestKind.Billable, RequestKind.Poll, RequestKind.Poll],
            isPlugged ? new ClockLimiter(_clock, permitsPerSecond: 10) : null);

        List<Task> checks = [];
        List<LivenessException> failures = [];
        int answered = 0;
        for (int tick = 0; tick < 600; tick++)
        {
            for (int i = 0; i < 10; i++)
            {
                checks.Add(CountAsync(services.CheckAsync()));
            }

            await LimitedVendor.UntilAsync(() => network.Requests > tick); // One permit each tenth of a second is taken before the next is due.
            _clock.Pass(TimeSpan.FromMilliseconds(100));
        }

        Task all = Task.WhenAll(checks);
        while (!all.IsCompleted)
        {
            int sent = network.Requests;
            _clock.Pass(TimeSpan.FromMilliseconds(100));
            await LimitedVendor.UntilAsync(() => network.Requests > sent || all.IsCompleted);
        }

        failures.Should().OnlyContain(failure => failure.Error == LivenessError.RateLimited && !failure.MayHaveBeenProcessed);
        answered.Should().BeGreaterThan(190, "10 permits a second for a minute make 200 checks of three requests");

        async Task CountAsync(Task<LivenessResult> check)
        {
            try
            {
                await check;
                Interlocked.Increment(ref answered);
            }
            catch (LivenessException e)
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        }
    }

    [Fact]
    public async Task Polls_wait_for_a_free_place_among_the_concurrent_calls()
    {
        Queue<TaskCompletionSource<HttpResponseMessage>> replies = new();
        StubNetwork network = new((request, _) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return Task.FromResult(StubNetwork.Reply());
            }

            TaskCompletionSource<HttpResponseMessage> reply = new();
            replies.Enqueue(reply);
            return reply.Task;
        });
        await using ServiceProvider services = LimitedVendor.Build(_clock, network, _ => { }, options =>
        {
            options.Kinds = [RequestKind.Billable, RequestKind.Poll];
            options.Resilience.MaxConcurrentRequests = 1;
        });

        Task<LivenessResult> first = services.CheckAsync();
        replies.Dequeue().SetResult(StubNetwork.Reply());

        (await first).IsLive.Should().BeTrue();
    }
}
