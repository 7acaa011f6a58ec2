using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Shows what ends a run before its requests do, and what becomes of those that were taken.</summary>
public sealed class OutageEndTests
{
    private readonly OutageRun _run = new();

    [Fact]
    public async Task Where_nothing_succeeds_for_too_long_what_was_taken_is_handed_out_and_the_cause_thrown()
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        DateTimeOffset began = _run.Clock.GetUtcNow();

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, _run.Options());

        cause!.Error.Should().Be(LivenessError.Unavailable);
        items.Should().HaveCount(8).And.OnlyContain(item => item.Failure!.Error == LivenessError.Unavailable && !item.Failure.MayHaveBeenProcessed);
        (_run.Clock.GetUtcNow() - began).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(10)).And.BeLessThan(TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task An_outage_may_last_longer_than_a_timer_of_dotnet()
    {
        using CancellationTokenSource stop = new();
        CheckManyOptions options = _run.Options(timeout: TimeSpan.FromDays(60), isClockMoving: false, stop: stop.Token, onReport: report =>
        {
            if (report.Outage is not null)
            {
                stop.Cancel();
            }
        });
        options.TimeProvider = TimeProvider.System;

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(FakeVendor.Fails("vendor", LivenessError.Unavailable), 8, options);

        cause.Should().BeNull();
        items.Should().NotBeEmpty().And.OnlyContain(item => item.Failure!.Error == LivenessError.Unavailable);
    }

    [Fact]
    public async Task A_check_that_breaks_while_it_probes_lets_another_one_probe()
    {
        TaskCompletionSource<LivenessResult> slow = new();
        int first = 0;
        FakeVendor vendor = new("vendor", (request, _) =>
        {
            if (request.TransactionId == "t0")
            {
                return first++ == 0 ? slow.Task : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live));
            }

            if (first == 1 && !slow.Task.IsCompleted && request.TransactionId == "t1" && _run.Reports.Any(report => report.RetryIn != null))
            {
                slow.SetException(FakeVendor.Failure("vendor", LivenessError.Unavailable));
                throw new InvalidOperationException("Broken.");
            }

            throw FakeVendor.Failure("vendor", LivenessError.Unavailable);
        });
        CheckManyOptions options = _run.Options(concurrency: 2, timeout: Timeout.InfiniteTimeSpan);
        options.InOrder = true;
        List<CheckManyItem> items = [];

        Func<Task> run = async () =>
        {
            await foreach (CheckManyItem item in vendor.CheckManyAsync(ManyPhotos.Numbered(2), options))
            {
                items.Add(item);
            }
        };

        await run.Should().ThrowAsync<InvalidOperationException>();
        items.Should().ContainSingle().Which.Result!.IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task What_an_outage_left_unsent_has_its_key()
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        LivenessRequest[] requests = [new(FakeVendor.Photo) { IdempotencyKey = "key-1" }, new(FakeVendor.Photo) { TransactionId = "t2" }];
        List<CheckManyItem> items = [];

        Func<Task> run = async () =>
        {
            await foreach (CheckManyItem item in vendor.CheckManyAsync(requests, _run.Options(ledger: new InMemoryCheckLedger(timeProvider: _run.Clock))))
            {
                items.Add(item);
            }
        };

        await run.Should().ThrowAsync<LivenessException>();
        items.Select(item => item.IdempotencyKey).Should().BeEquivalentTo("key-1", "t2");
    }

    [Fact]
    public async Task A_time_that_lies_beyond_the_outages_is_not_waited_for()
    {
        FakeVendor vendor = new("vendor", (_, _) => throw new LivenessException(LivenessError.QuotaExceeded, "Empty.") { RetryAfter = TimeSpan.FromHours(1) });

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, _run.Options(concurrency: 1));

        cause!.RetryAfter.Should().Be(TimeSpan.FromHours(1));
        items.Should().ContainSingle();
        vendor.Received.Should().ContainSingle();
        _run.Reports.Should().NotContain(report => report.Outage != null);
    }

    [Fact]
    public async Task Checks_in_flight_when_the_time_is_over_are_handed_out_before_the_cause_is_thrown()
    {
        TaskCompletionSource<LivenessResult> slow = new();
        FakeVendor vendor = new("vendor", (request, _) => request.TransactionId == "t0" ? slow.Task : throw FakeVendor.Failure("vendor", LivenessError.RateLimited));
        CheckManyOptions options = _run.Options(concurrency: 2, onReport: report =>
        {
            if (report.RetryIn is null && report.Failed == 1)
            {
                slow.TrySetResult(FakeVendor.Result("vendor", LivenessVerdict.Live));
            }
        });

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, options);

        cause!.Error.Should().Be(LivenessError.RateLimited);
        items.Select(item => (item.TransactionId, item.Outcome)).Should().Equal(("t1", CheckManyOutcome.Failed), ("t0", CheckManyOutcome.Answered));
    }

    [Theory]
    [InlineData(LivenessError.Unauthorized, false)]
    [InlineData(LivenessError.UnexpectedResponse, false)]
    [InlineData(LivenessError.UnexpectedResponse, true)]
    public async Task Ten_rejections_in_a_row_end_the_run(LivenessError error, bool mayHaveBeenProcessed)
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", error, mayHaveBeenProcessed);

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, _run.Options(concurrency: 1));

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

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 50, _run.Options(concurrency: 1));

        cause.Should().BeNull();
        items.Count(item => item.Outcome == CheckManyOutcome.Answered).Should().Be(5);
    }

    [Fact]
    public async Task Stopping_hands_out_what_is_in_flight_and_what_waits_and_sends_nothing_more()
    {
        using CancellationTokenSource stop = new();
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        CheckManyOptions options = _run.Options(stop: stop.Token, isClockMoving: false, onReport: report =>
        {
            if (report.Outage is not null)
            {
                stop.Cancel();
            }
        });

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, options);

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
        InMemoryCheckLedger ledger = new(timeProvider: _run.Clock);
        using CancellationTokenSource kill = new();
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        CheckManyOptions options = _run.Options(isClockMoving: false, ledger: ledger, onReport: report =>
        {
            if (report.Outage is not null)
            {
                kill.Cancel();
            }
        });
        Func<Task> killed = () => vendor.CheckManyAsync(ManyPhotos.Numbered(20), options, kill.Token).ToListAsync();
        await killed.Should().ThrowAsync<OperationCanceledException>();

        List<CheckManyItem> items = await FakeVendor.Says("vendor", LivenessVerdict.Live)
            .CheckManyAsync(ManyPhotos.Numbered(20), new CheckManyOptions { Ledger = ledger }).ToListAsync();

        items.Should().HaveCount(20).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered && !item.FromLedger);
    }

    [Fact]
    public async Task With_no_time_for_outages_every_failure_is_an_item()
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        FakeVendor locked = FakeVendor.Fails("vendor", LivenessError.Unauthorized);

        (await OutageRun.CheckAsync(vendor, 30, _run.Options(timeout: TimeSpan.Zero))).Items.Should().HaveCount(30);
        (await OutageRun.CheckAsync(locked, 30, _run.Options(timeout: TimeSpan.Zero))).Should().Match<(List<CheckManyItem> Items, LivenessException? Cause)>(run => run.Items.Count == 30 && run.Cause == null);
    }

    [Fact]
    public async Task A_machine_that_cannot_decode_photos_ends_the_run_at_once()
    {
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.ImageProcessingUnavailable);

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, _run.Options(concurrency: 1));

        cause!.Error.Should().Be(LivenessError.ImageProcessingUnavailable);
        items.Should().ContainSingle();
        vendor.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task A_caller_who_cancels_while_the_run_waits_gets_the_cancellation_at_once()
    {
        using CancellationTokenSource caller = new();
        FakeVendor vendor = FakeVendor.Fails("vendor", LivenessError.Unavailable);
        CheckManyOptions options = _run.Options(isClockMoving: false, onReport: _ => caller.Cancel());

        Func<Task> run = () => vendor.CheckManyAsync(ManyPhotos.Numbered(100), options, caller.Token).ToListAsync();

        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        _run.Clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task Rejections_that_nothing_but_outages_interrupt_are_in_a_row()
    {
        int checks = 0;
        FakeVendor vendor = new("vendor", (_, _) => throw FakeVendor.Failure("vendor", ++checks % 2 == 0 ? LivenessError.Unauthorized : LivenessError.Unavailable));

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, _run.Options(concurrency: 1));

        cause!.Error.Should().Be(LivenessError.Unauthorized);
        items.Should().HaveCount(10);
    }
}
