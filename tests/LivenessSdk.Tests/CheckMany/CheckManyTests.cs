using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

public sealed class CheckManyTests
{
    [Fact]
    public async Task No_more_checks_run_than_told_and_no_more_requests_are_read()
    {
        GatedVendor vendor = new();
        int read = 0;
        await using IAsyncEnumerator<CheckManyItem> items = vendor.CheckManyAsync(Counted(), new CheckManyOptions { MaxConcurrency = 3 }).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync();
        vendor.Begun.Should().BeEquivalentTo("t0", "t1", "t2");
        vendor.Answer("t1");
        (await next).Should().BeTrue();
        read.Should().Be(3);

        next = items.MoveNextAsync();
        vendor.Begun.Should().BeEquivalentTo("t0", "t1", "t2", "t3");
        read.Should().Be(4);
        vendor.Answer("t0");
        await next;

        async IAsyncEnumerable<LivenessRequest> Counted()
        {
            await foreach (LivenessRequest request in ManyPhotos.Numbered(10))
            {
                read++;
                yield return request;
            }
        }
    }

    [Fact]
    public async Task Items_that_are_done_but_not_taken_count_as_under_way()
    {
        GatedVendor vendor = new();
        await using IAsyncEnumerator<CheckManyItem> items = vendor.CheckManyAsync(ManyPhotos.Numbered(10), new CheckManyOptions { MaxConcurrency = 3 }).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync();
        Array.ForEach(["t0", "t1", "t2"], vendor.Answer);
        await next;
        await items.MoveNextAsync();

        vendor.Begun.Should().HaveCountLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task Items_come_as_they_are_done()
    {
        GatedVendor vendor = new();
        await using IAsyncEnumerator<CheckManyItem> items = vendor.CheckManyAsync(ManyPhotos.Numbered(3)).GetAsyncEnumerator();

        foreach (int index in new[] { 2, 0, 1 })
        {
            ValueTask<bool> next = items.MoveNextAsync();
            next.IsCompleted.Should().BeFalse();
            vendor.Answer($"t{index}");
            (await next).Should().BeTrue();
            items.Current.Index.Should().Be(index);
            items.Current.TransactionId.Should().Be($"t{index}");
            items.Current.Outcome.Should().Be(CheckManyOutcome.Answered);
            items.Current.FromLedger.Should().BeFalse();
        }

        (await items.MoveNextAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Items_come_in_the_order_of_the_requests_when_told_so()
    {
        GatedVendor vendor = new();
        await using IAsyncEnumerator<CheckManyItem> items =
            vendor.CheckManyAsync(ManyPhotos.Numbered(3), new CheckManyOptions { InOrder = true }).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync();
        vendor.Answer("t2");
        vendor.Answer("t1");
        next.IsCompleted.Should().BeFalse();
        vendor.Answer("t0");

        List<long> order = [];
        while (await next)
        {
            order.Add(items.Current.Index);
            next = items.MoveNextAsync();
        }

        order.Should().Equal(0, 1, 2);
    }

    [Fact]
    public async Task An_item_is_handed_out_while_the_next_request_is_awaited()
    {
        GatedVendor vendor = new();
        TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncEnumerator<CheckManyItem> items = vendor.CheckManyAsync(Slow()).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync();
        vendor.Answer("t0");
        (await next).Should().BeTrue();
        next = items.MoveNextAsync();
        more.SetResult();
        (await next).Should().BeFalse();

        async IAsyncEnumerable<LivenessRequest> Slow()
        {
            yield return new LivenessRequest(FakeVendor.Photo) { TransactionId = "t0" };
            await more.Task;
        }
    }

    [Fact]
    public async Task Waiting_for_the_last_check_leaves_the_thread_free()
    {
        GatedVendor vendor = new();
        await using IAsyncEnumerator<CheckManyItem> items = vendor.CheckManyAsync(ManyPhotos.Numbered(1)).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync(); // Never came back when it watched the ended sequence.

        next.IsCompleted.Should().BeFalse();
        vendor.Answer("t0");
        (await next).Should().BeTrue();
    }

    [Fact]
    public async Task A_failure_is_an_item_and_progress_counts_each()
    {
        FakeVendor vendor = new("vendor", (request, _) => request.TransactionId is "t1" or "t3"
            ? throw FakeVendor.Failure("vendor", LivenessError.Unavailable)
            : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.NotLive)));
        Reports reports = new();

        List<CheckManyItem> items = await vendor.CheckManyAsync(
            ManyPhotos.Numbered(5), new CheckManyOptions { InOrder = true, Progress = reports, OutageTimeout = TimeSpan.Zero }).ToListAsync();

        items.Select(item => item.Outcome).Should().Equal(
            CheckManyOutcome.Answered, CheckManyOutcome.Failed, CheckManyOutcome.Answered, CheckManyOutcome.Failed, CheckManyOutcome.Answered);
        items[1].Failure!.Error.Should().Be(LivenessError.Unavailable);
        items[1].Result.Should().BeNull();
        items[0].Result!.Verdict.Should().Be(LivenessVerdict.NotLive);
        reports.All.Should().Equal(new(1, 0, 0), new(1, 1, 0), new(2, 1, 0), new(2, 2, 0), new CheckManyProgress(3, 2, 0));
        reports.All[^1].Total.Should().Be(5);
    }

    [Fact]
    public async Task A_sequence_that_throws_ends_the_run_after_the_checks_under_way()
    {
        GatedVendor vendor = new();
        await using IAsyncEnumerator<CheckManyItem> items = vendor.CheckManyAsync(Broken()).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync();
        vendor.Answer("t1");
        (await next).Should().BeTrue();
        next = items.MoveNextAsync();
        vendor.Answer("t0");
        (await next).Should().BeTrue();

        await items.Awaiting(i => i.MoveNextAsync().AsTask()).Should().ThrowAsync<NotSupportedException>();
        vendor.Cancelled.Should().BeEmpty();

        static async IAsyncEnumerable<LivenessRequest> Broken()
        {
            await foreach (LivenessRequest request in ManyPhotos.Numbered(2))
            {
                yield return request;
            }

            throw new NotSupportedException("The list of photos cannot be read.");
        }
    }

    [Fact]
    public async Task A_null_among_the_requests_ends_the_run_after_the_checks_under_way()
    {
        List<long> indexes = [];
        Func<Task> run = async () =>
        {
            await foreach (CheckManyItem item in FakeVendor.Says("vendor", LivenessVerdict.Live).CheckManyAsync(WithNull()))
            {
                indexes.Add(item.Index);
            }
        };

        await run.Should().ThrowAsync<ArgumentException>().WithMessage("*contains a null*");
        indexes.Should().Equal(0);

        static async IAsyncEnumerable<LivenessRequest> WithNull()
        {
            await Task.CompletedTask;
            yield return new LivenessRequest(FakeVendor.Photo);
            yield return null!;
        }
    }

    [Fact]
    public async Task A_mistake_in_the_client_ends_the_run_and_the_other_checks()
    {
        GatedVendor vendor = new();
        IAsyncEnumerator<CheckManyItem> items = vendor.CheckManyAsync(ManyPhotos.Numbered(3)).GetAsyncEnumerator();

        ValueTask<bool> next = items.MoveNextAsync();
        vendor.Fail("t1", new NotSupportedException("A bug."));

        await FluentActions.Awaiting(async () => await next).Should().ThrowAsync<NotSupportedException>();
        vendor.Cancelled.Should().BeEquivalentTo("t0", "t2");
        await items.DisposeAsync();
    }

    [Fact]
    public async Task Without_requests_there_are_no_items()
    {
        (await FakeVendor.Says("vendor", LivenessVerdict.Live).CheckManyAsync(ManyPhotos.Numbered(0)).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public void Wrong_arguments_are_refused_at_once()
    {
        ILivenessClient vendor = FakeVendor.Says("vendor", LivenessVerdict.Live);

        vendor.Invoking(v => v.CheckManyAsync(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => CheckManyExtensions.CheckManyAsync(null!, ManyPhotos.Numbered(1))).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new CheckManyOptions { MaxConcurrency = 0 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private sealed class Reports : IProgress<CheckManyProgress>
    {
        public List<CheckManyProgress> All { get; } = [];

        public void Report(CheckManyProgress value) => All.Add(value);
    }
}
