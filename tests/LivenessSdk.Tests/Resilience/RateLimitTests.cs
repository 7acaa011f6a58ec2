using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using System.Threading.RateLimiting;
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
        await using ServiceProvider services = Build(network, limit =>
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
        await using ServiceProvider services = Build(network, limit =>
        {
            limit.PermitsPerSecond = 1;
            limit.QueueLimit = 2;
        });
        Task<LivenessResult>[] checks = [.. Enumerable.Range(0, 3).Select(_ => services.CheckAsync())];

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(3));
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromSeconds(2));
        await Task.WhenAll(checks);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(60, 2)]
    public async Task A_check_that_would_wait_too_long_does_not_wait(int queueSeconds, int? deadlineSeconds)
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = Build(network, limit =>
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
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_caller_who_leaves_the_queue_makes_room_for_the_next()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = Build(network, limit => limit.PermitsPerSecond = 1);
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
    public async Task The_poll_of_a_paid_check_waits_instead_of_being_refused()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = Build(
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
    public async Task Each_attempt_takes_a_permit()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.Zero));
        await using ServiceProvider services = Build(network, limit => limit.PermitsPerSecond = 1);

        Task<LivenessException> check = services.FailAsync();
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromMilliseconds(999));
        network.Requests.Should().Be(1);
        _clock.Pass(TimeSpan.FromMilliseconds(1));
        await UntilAsync(() => network.Requests == 2 && _clock.ScheduledTimers > 1);
        _clock.Pass(TimeSpan.FromMilliseconds(999));
        network.Requests.Should().Be(2);
        _clock.Pass(TimeSpan.FromMilliseconds(1));

        (await check).Error.Should().Be(LivenessError.RateLimited);
        network.Requests.Should().Be(3);
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
        await using ServiceProvider services = Build(network, limit => limit.PermitsPerSecond = 1, options => options.Kinds = [RequestKind.Billable, RequestKind.Poll]);
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
        await using ServiceProvider services = Build(
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

            await UntilAsync(() => network.Requests > tick); // One permit each tenth of a second is taken before the next is due.
            _clock.Pass(TimeSpan.FromMilliseconds(100));
        }

        Task all = Task.WhenAll(checks);
        while (!all.IsCompleted)
        {
            int sent = network.Requests;
            _clock.Pass(TimeSpan.FromMilliseconds(100));
            await UntilAsync(() => network.Requests > sent || all.IsCompleted);
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

    private static async Task UntilAsync(Func<bool> isReached)
    {
        while (!isReached())
        {
            await Task.Yield();
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
        await using ServiceProvider services = Build(network, _ => { }, options =>
        {
            options.Kinds = [RequestKind.Billable, RequestKind.Poll];
            options.Resilience.MaxConcurrentRequests = 1;
        });

        Task<LivenessResult> first = services.CheckAsync();
        replies.Dequeue().SetResult(StubNetwork.Reply());

        (await first).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task A_plugged_limiter_is_asked_for_one_permit_at_a_time()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        GatedLimiter limiter = new();
        await using ServiceProvider services = Build(network, _ => { }, plugged: limiter);

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
        await using ServiceProvider services = Build(network, limit => limit.QueueTimeout = TimeSpan.FromSeconds(2), plugged: new GatedLimiter());

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
    public async Task No_more_calls_than_allowed_are_under_way_at_once()
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        StubNetwork network = new((_, _) => reply.Task);
        await using ServiceProvider services = Build(network, _ => { }, options => options.Resilience.MaxConcurrentRequests = 1);
        Task<LivenessResult> first = services.CheckAsync();

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.Message.Should().Contain("MaxConcurrentRequests");
        failure.MayHaveBeenProcessed.Should().BeFalse();
        network.Requests.Should().Be(1);
        reply.SetResult(StubNetwork.Reply());
        (await first).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task An_application_can_plug_in_a_limiter_of_its_own()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        StubLimiter limiter = new(retryAfter: TimeSpan.FromMinutes(7));
        await using (ServiceProvider services = Build(network, limit => limit.PermitsPerSecond = 0.01, plugged: limiter))
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
        await using ServiceProvider services = Build(network, _ => { }, plugged: new StubLimiter(failure: () => new IOException("The shared store is down.")));

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
        await using ServiceProvider services = Build(
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

    private ServiceProvider Build(
        StubNetwork network, Action<RateLimitOptions> configure, Action<PlainOptions>? more = null, RateLimiter? plugged = null) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = new Uri("https://vendor.example/");
                configure(options.Resilience.RateLimit);
                more?.Invoke(options);
            },
            _clock,
            network,
            after: builder => _ = plugged is null ? builder : builder.UseRateLimiter(PlainVendor.Name, _ => plugged));

    private sealed class StubLimiter(TimeSpan? retryAfter = null, Func<Exception>? failure = null) : RateLimiter
    {
        public int Permits { get; set; }

        public int Returned { get; private set; }

        public bool Disposed { get; private set; }

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new StubLease(this, Permits-- > 0);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            failure is null ? new(AttemptAcquireCore(permitCount)) : throw failure();

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }

        protected override ValueTask DisposeAsyncCore()
        {
            Disposed = true;
            return base.DisposeAsyncCore();
        }

        private sealed class StubLease(StubLimiter limiter, bool acquired) : RateLimitLease
        {
            public override bool IsAcquired => acquired;

            public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = limiter.RetryAfter;
                return metadata is not null;
            }

            protected override void Dispose(bool disposing)
            {
                limiter.Returned++;
                base.Dispose(disposing);
            }
        }

        private TimeSpan? RetryAfter => retryAfter;
    }

    /// <summary>Grants permits when the test says so.</summary>
    private sealed class GatedLimiter : RateLimiter
    {
        private readonly Channel<TaskCompletionSource<RateLimitLease>> _asked = Channel.CreateUnbounded<TaskCompletionSource<RateLimitLease>>();
        private int _waiting;

        public int MostAsked { get; private set; }

        public override TimeSpan? IdleDuration => null;

        public async Task GrantAsync()
        {
            TaskCompletionSource<RateLimitLease> asked = await _asked.Reader.ReadAsync();
            Interlocked.Decrement(ref _waiting);
            asked.SetResult(new GrantedLease());
        }

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException("A shared limiter answers later.");

        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            TaskCompletionSource<RateLimitLease> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            MostAsked = Math.Max(MostAsked, Interlocked.Increment(ref _waiting));
            _asked.Writer.TryWrite(asked);
            return await asked.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets a number of permits through each second of the test's clock, and rejects the others.</summary>
    private sealed class ClockLimiter(TimeProvider clock, int permitsPerSecond) : RateLimiter
    {
        private readonly object _lock = new();
        private readonly TimeSpan _interval = TimeSpan.FromSeconds(1.0 / permitsPerSecond);
        private DateTimeOffset _next = clock.GetUtcNow();

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException("A shared limiter answers later.");

        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            TimeSpan wait;
            lock (_lock)
            {
                DateTimeOffset now = clock.GetUtcNow();
                _next = (_next > now ? _next : now) + _interval;
                wait = _next - _interval - now;
            }

            await Task.Delay(wait, clock, cancellationToken);
            return new GrantedLease();
        }
    }

    private sealed class GrantedLease : RateLimitLease
    {
        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
