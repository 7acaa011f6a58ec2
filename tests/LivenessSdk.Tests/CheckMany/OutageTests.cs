using System.Net;
using LivenessSdk.Tests.Composition;
using LivenessSdk.Tests.Resilience;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Shows what a run does while its client cannot process checks. The clock moves on whenever the run says for how long it waits.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(8);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<CheckManyProgress> _reports = [];

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Twenty_thousand_photos_outlast_an_outage_that_processes_nothing(int status)
    {
        Outage outage = new(_clock, (HttpStatusCode)status, after: 2_000, s_outage);
        await using ServiceProvider services = Build(outage.Network);

        List<CheckManyItem> items = await CheckAsync(services, 20_000);

        items.Should().HaveCount(20_000).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered);
        outage.Answered.Should().Be(20_000);
        _reports.Should().Contain(report => report.Outage != null);
        _reports[^1].Should().Be(new CheckManyProgress(20_000, 0, 0));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)]
    public async Task An_outage_that_may_bill_costs_no_more_than_the_breaker_the_checks_in_flight_and_the_probes(int seconds)
    {
        Outage outage = new(_clock, HttpStatusCode.InternalServerError, after: 2_000, TimeSpan.FromSeconds(seconds));
        await using ServiceProvider services = Build(outage.Network);

        List<CheckManyItem> items = await CheckAsync(services, 20_000);

        List<CheckManyItem> failed = items.FindAll(item => item.Outcome == CheckManyOutcome.Failed);
        items.Should().HaveCount(20_000);
        failed.Should().OnlyContain(item => item.Failure!.MayHaveBeenProcessed);
        failed.Count.Should().BeInRange(10, 10 + 8 + (seconds / 15));
        outage.Answered.Should().Be(20_000 - failed.Count);
    }

    [Fact]
    public async Task While_the_run_waits_one_check_at_a_time_probes_and_no_request_is_read_beyond_those_in_hand()
    {
        bool isDown = true;
        int begun = 0;
        int inFlight = 0;
        int read = 0;
        List<int> probes = [];
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeVendor vendor = new("vendor", async (_, _) =>
        {
            Interlocked.Increment(ref inFlight);
            if (Interlocked.Increment(ref begun) <= 8)
            {
                _ = begun == 8 && all.TrySetResult();
                await all.Task;
            }
            else if (isDown)
            {
                await Task.Yield();
                probes.Add(inFlight);
                isDown = probes.Count < 6;
            }

            Interlocked.Decrement(ref inFlight);
            return isDown ? throw FakeVendor.Failure("vendor", LivenessError.Unavailable) : FakeVendor.Result("vendor", LivenessVerdict.Live);
        });
        int readWhileDown = 0;

        List<CheckManyItem> items = await vendor.CheckManyAsync(Counted(), Options(onReport: _ => readWhileDown = isDown ? read : readWhileDown)).ToListAsync();

        items.Should().HaveCount(30).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered);
        probes.Should().Equal(1, 1, 1, 1, 1, 1);
        readWhileDown.Should().Be(8);
        _reports.Where(report => report.Outage is not null).Select(report => report.RetryIn!.Value.TotalSeconds).Should().Equal(1, 2, 4, 8, 16, 30);

        async IAsyncEnumerable<LivenessRequest> Counted()
        {
            await foreach (LivenessRequest request in ManyPhotos.Numbered(30))
            {
                read++;
                yield return request;
            }
        }
    }

    [Fact]
    public async Task Progress_tells_that_and_why_the_run_waits_and_that_it_continues()
    {
        LivenessException cause = new(LivenessError.QuotaExceeded, "The account is empty.") { RetryAfter = TimeSpan.FromMinutes(5) };
        Queue<LivenessException?> failures = new([cause, null]);
        FakeVendor vendor = new("vendor", (_, _) => failures.Dequeue() is { } failure ? throw failure : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live)));

        await vendor.CheckManyAsync(ManyPhotos.Numbered(1), Options()).ToListAsync();

        _reports.Should().Equal(
            default(CheckManyProgress) with { Outage = cause, RetryIn = TimeSpan.FromMinutes(5) }, default, new CheckManyProgress(1, 0, 0));
    }

    [Fact]
    public async Task Where_nothing_succeeds_for_too_long_what_was_taken_is_handed_out_and_the_cause_thrown()
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        DateTimeOffset began = _clock.GetUtcNow();

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 100, Options());

        cause!.Error.Should().Be(LivenessError.Unavailable);
        items.Should().HaveCount(8).And.OnlyContain(item => item.Failure!.Error == LivenessError.Unavailable && !item.Failure.MayHaveBeenProcessed);
        (_clock.GetUtcNow() - began).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(10)).And.BeLessThan(TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task A_time_that_lies_beyond_the_outages_is_not_waited_for()
    {
        FakeVendor vendor = new("vendor", (_, _) => throw new LivenessException(LivenessError.QuotaExceeded, "Empty.") { RetryAfter = TimeSpan.FromHours(1) });

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 100, Options(concurrency: 1));

        cause!.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        items.Should().ContainSingle();
        vendor.Received.Should().ContainSingle();
        _reports.Should().NotContain(report => report.Outage != null);
    }

    [Fact]
    public async Task Checks_in_flight_when_the_time_is_over_are_handed_out_before_the_cause_is_thrown()
    {
        TaskCompletionSource<LivenessResult> slow = new();
        FakeVendor vendor = new("vendor", (request, _) => request.TransactionId == "t0" ? slow.Task : throw FakeVendor.Failure("vendor", LivenessError.RateLimited));
        CheckManyOptions options = Options(concurrency: 2, onReport: report =>
        {
            if (report.RetryIn is null && report.Failed == 1)
            {
                slow.TrySetResult(FakeVendor.Result("vendor", LivenessVerdict.Live));
            }
        });

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 100, options);

        cause!.Error.Should().Be(LivenessError.RateLimited);
        items.Select(item => (item.TransactionId, item.Outcome)).Should().Equal(("t1", CheckManyOutcome.Failed), ("t0", CheckManyOutcome.Answered));
    }

    [Fact]
    public async Task With_no_limit_a_run_outlasts_three_days()
    {
        DateTimeOffset back = _clock.GetUtcNow() + TimeSpan.FromDays(3);
        FakeVendor vendor = new("vendor", (_, _) => _clock.GetUtcNow() < back
            ? throw FakeVendor.Failure("vendor", LivenessError.Unavailable)
            : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live)));

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 20, Options(timeout: Timeout.InfiniteTimeSpan));

        cause.Should().BeNull();
        items.Should().HaveCount(20).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered);
    }

    [Fact]
    public async Task With_no_time_for_outages_every_failure_is_an_item()
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        FakeVendor locked = FakeVendor.Fails("vendor", LivenessError.Unauthorized);

        (await RunAsync(vendor, 30, Options(timeout: TimeSpan.Zero))).Items.Should().HaveCount(30);
        (await RunAsync(locked, 30, Options(timeout: TimeSpan.Zero))).Should().Match<(List<CheckManyItem> Items, LivenessException? Cause)>(run => run.Items.Count == 30 && run.Cause == null);
    }

    [Theory]
    [InlineData(LivenessError.Unauthorized, false)]
    [InlineData(LivenessError.UnexpectedResponse, false)]
    [InlineData(LivenessError.UnexpectedResponse, true)]
    public async Task Ten_rejections_in_a_row_end_the_run(LivenessError error, bool mayHaveBeenProcessed)
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", error, mayHaveBeenProcessed);

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 100, Options(concurrency: 1));

        cause!.Error.Should().Be(error);
        items.Should().HaveCount(10).And.OnlyContain(item => item.Failure!.Error == error);
    }

    [Fact]
    public async Task Rejections_between_answers_are_items()
    {
        int checks = 0;
        FakeVendor vendor = new("vendor", (_, _) => ++checks % 10 != 0
            ? throw FakeVendor.Failure("vendor", LivenessError.Unauthorized)
            : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live)));

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 50, Options(concurrency: 1));

        cause.Should().BeNull();
        items.Count(item => item.Outcome == CheckManyOutcome.Answered).Should().Be(5);
    }

    [Fact]
    public async Task A_photo_that_fails_while_others_succeed_does_not_hold_up_the_run()
    {
        FakeVendor vendor = new("vendor", (request, _) => request.TransactionId == "t3"
            ? throw FakeVendor.Failure("vendor", LivenessError.Unavailable)
            : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live)));

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 100, Options());

        cause.Should().BeNull();
        items.Should().HaveCount(100);
        items.Where(item => item.Outcome == CheckManyOutcome.Failed).Select(item => item.TransactionId).Should().Equal("t3");
    }

    [Fact]
    public async Task Stopping_hands_out_what_is_in_flight_and_what_waits_and_sends_nothing_more()
    {
        using CancellationTokenSource stop = new();
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        CheckManyOptions options = Options(stop: stop.Token, isClockMoving: false, onReport: report =>
        {
            if (report.Outage is not null)
            {
                stop.Cancel();
            }
        });

        (List<CheckManyItem> items, LivenessException? cause) = await RunAsync(vendor, 100, options);

        cause.Should().BeNull();
        items.Should().ContainSingle().Which.Failure!.Error.Should().Be(LivenessError.Unavailable);
        vendor.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task Stopping_lets_checks_in_flight_end()
    {
        using CancellationTokenSource stop = new();
        GatedVendor vendor = new();
        await using IAsyncEnumerator<CheckManyItem> items = vendor
            .CheckManyAsync(ManyPhotos.Numbered(10), new CheckManyOptions { MaxConcurrency = 2, StopToken = stop.Token }).GetAsyncEnumerator();
        ValueTask<bool> next = items.MoveNextAsync();

        await stop.CancelAsync();
        vendor.Answer("t0");
        (await next).Should().BeTrue();
        vendor.Answer("t1");
        (await items.MoveNextAsync()).Should().BeTrue();

        (await items.MoveNextAsync()).Should().BeFalse();
        vendor.Begun.Should().BeEquivalentTo("t0", "t1");
        vendor.Cancelled.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_killed_while_it_waits_leaves_nothing_unknown()
    {
        MemoryJournal journal = new();
        using CancellationTokenSource kill = new();
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        CheckManyOptions options = Options(isClockMoving: false, journal: journal, onReport: report =>
        {
            if (report.Outage is not null)
            {
                kill.Cancel();
            }
        });
        Func<Task> killed = () => vendor.CheckManyAsync(ManyPhotos.Numbered(20), options, kill.Token).ToListAsync();
        await killed.Should().ThrowAsync<OperationCanceledException>();

        List<CheckManyItem> items = await FakeVendor.Says("vendor", LivenessVerdict.Live)
            .CheckManyAsync(ManyPhotos.Numbered(20), new CheckManyOptions { OpenJournal = journal.Open }).ToListAsync();

        items.Should().HaveCount(20).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered && !item.FromJournal);
    }

    [Fact]
    public void A_time_that_makes_no_sense_is_refused()
    {
        FluentActions.Invoking(() => new CheckManyOptions { OutageTimeout = TimeSpan.FromSeconds(-2) }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CheckManyOptions { TimeProvider = null! }).Should().Throw<ArgumentNullException>();
    }

    private static async Task<(List<CheckManyItem> Items, LivenessException? Cause)> RunAsync(ILivenessClient client, int count, CheckManyOptions options)
    {
        List<CheckManyItem> items = [];
        try
        {
            await foreach (CheckManyItem item in client.CheckManyAsync(ManyPhotos.Numbered(count), options))
            {
                items.Add(item);
            }

            return (items, null);
        }
        catch (LivenessException e)
        {
            return (items, e);
        }
    }

    private Task<List<CheckManyItem>> CheckAsync(ServiceProvider services, int count) =>
        services.GetRequiredService<ILivenessClient>().CheckManyAsync(Photos(count), Options()).ToListAsync();

    private static async IAsyncEnumerable<LivenessRequest> Photos(int count)
    {
        await Task.CompletedTask;
        LivenessImage photo = SamplePhoto.ToImage();
        for (int i = 0; i < count; i++)
        {
            // A timeout shorter than the outage: it does not run while the photo waits.
            yield return new LivenessRequest(photo) { Timeout = TimeSpan.FromSeconds(5) };
        }
    }

    private ServiceProvider Build(HttpMessageHandler network) => PlainVendor.Build(
        options =>
        {
            options.Endpoint = new Uri("https://vendor.example/");
            options.Resilience.RetryDelay = TimeSpan.Zero;
        },
        _clock,
        network);

    private CheckManyOptions Options(
        int concurrency = 8,
        TimeSpan? timeout = null,
        bool isClockMoving = true,
        MemoryJournal? journal = null,
        Action<CheckManyProgress>? onReport = null,
        CancellationToken stop = default) => new()
    {
        MaxConcurrency = concurrency,
        OutageTimeout = timeout ?? TimeSpan.FromMinutes(10),
        TimeProvider = _clock,
        StopToken = stop,
        OpenJournal = journal is null ? null : journal.Open,
        Progress = new Sink(report =>
        {
            _reports.Add(report);
            onReport?.Invoke(report);
            if (isClockMoving && report.RetryIn is { } wait)
            {
                _clock.Advance(wait);
            }
        }),
    };

    private sealed class Sink(Action<CheckManyProgress> report) : IProgress<CheckManyProgress>
    {
        public void Report(CheckManyProgress value) => report(value);
    }

    /// <summary>Represents a vendor that answers a number of requests, then fails for a time, then answers again.</summary>
    private sealed class Outage
    {
        private int _answered;

        public Outage(ManualTimeProvider clock, HttpStatusCode status, int after, TimeSpan duration)
        {
            DateTimeOffset? end = null;
            Network = new StubNetwork(() =>
            {
                if (_answered >= after)
                {
                    end ??= clock.GetUtcNow() + duration;
                    if (clock.GetUtcNow() < end)
                    {
                        return StubNetwork.Reply(status);
                    }
                }

                Interlocked.Increment(ref _answered);
                return StubNetwork.Reply();
            });
        }

        public StubNetwork Network { get; }

        public int Answered => _answered;
    }
}
