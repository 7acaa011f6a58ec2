using System.Runtime.CompilerServices;
using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

public sealed class CheckManyCancellationTests
{
    private readonly GatedVendor _vendor = new();
    private readonly TaskCompletionSource _sequenceEnded = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ends_the_checks_under_way_and_comes_out_with_the_callers_token(bool isEndless)
    {
        using CancellationTokenSource cancellation = new();
        IAsyncEnumerator<CheckManyItem> items = _vendor
            .CheckManyAsync(Sequence(isEndless), cancellationToken: cancellation.Token).GetAsyncEnumerator(CancellationToken.None);
        ValueTask<bool> next = items.MoveNextAsync();
        next.IsCompleted.Should().BeFalse();

        await cancellation.CancelAsync();

        await ExpectCancelledAsync(next, cancellation.Token);
        _vendor.Cancelled.Should().BeEquivalentTo("t0", "t1");
        _sequenceEnded.Task.IsCompleted.Should().BeTrue();
        await items.DisposeAsync();
    }

    [Fact]
    public async Task A_sequence_that_is_cancelled_while_nothing_else_runs_comes_out_with_the_callers_token()
    {
        using CancellationTokenSource cancellation = new();
        IAsyncEnumerator<CheckManyItem> items = _vendor
            .CheckManyAsync(Sequence(isEndless: true, count: 0), cancellationToken: cancellation.Token).GetAsyncEnumerator(CancellationToken.None);
        ValueTask<bool> next = items.MoveNextAsync();

        await cancellation.CancelAsync();

        await ExpectCancelledAsync(next, cancellation.Token);
        _sequenceEnded.Task.IsCompleted.Should().BeTrue();
        await items.DisposeAsync();
    }

    [Fact]
    public async Task A_check_that_ends_by_the_cancellation_comes_out_with_the_callers_token()
    {
        using CancellationTokenSource cancellation = new();
        FakeVendor vendor = new("vendor", (_, token) =>
        {
            cancellation.Cancel();
            return Task.FromCanceled<LivenessResult>(token);
        });
        IAsyncEnumerator<CheckManyItem> items = vendor
            .CheckManyAsync(ManyPhotos.Numbered(1), cancellationToken: cancellation.Token).GetAsyncEnumerator(CancellationToken.None);

        await ExpectCancelledAsync(items.MoveNextAsync(), cancellation.Token);
        await items.DisposeAsync();
    }

    [Fact]
    public async Task A_token_given_to_the_enumeration_cancels_too()
    {
        using CancellationTokenSource cancellation = new();
        IAsyncEnumerator<CheckManyItem> items = _vendor.CheckManyAsync(Sequence()).GetAsyncEnumerator(cancellation.Token);
        ValueTask<bool> next = items.MoveNextAsync();

        await cancellation.CancelAsync();

        await ExpectCancelledAsync(next, cancellation.Token);
        await items.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_over_a_list_is_canceled_by_WithCancellation(bool hasOptions)
    {
        using CancellationTokenSource cancellation = new();
        LivenessRequest[] list = [new(FakeVendor.Photo) { TransactionId = "t0" }, new(FakeVendor.Photo) { TransactionId = "t1" }];
        IAsyncEnumerable<CheckManyItem> run = hasOptions ? _vendor.CheckManyAsync(list, new CheckManyOptions()) : _vendor.CheckManyAsync(list);
        ConfiguredCancelableAsyncEnumerable<CheckManyItem>.Enumerator items = run.WithCancellation(cancellation.Token).GetAsyncEnumerator();
        ConfiguredValueTaskAwaitable<bool> next = items.MoveNextAsync();

        await cancellation.CancelAsync();

        (await FluentActions.Awaiting(async () => await next).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        _vendor.Cancelled.Should().BeEquivalentTo("t0", "t1");
        await items.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_it_begins_sends_nothing()
    {
        CancellationToken cancelled = new(canceled: true);

        await ExpectCancelledAsync(_vendor.CheckManyAsync(Sequence(), cancellationToken: cancelled).GetAsyncEnumerator(CancellationToken.None).MoveNextAsync(), cancelled);

        _vendor.Begun.Should().BeEmpty();
    }

    [Fact]
    public async Task Leaving_the_loop_ends_the_checks_under_way_and_the_sequence()
    {
        IAsyncEnumerator<CheckManyItem> items = _vendor.CheckManyAsync(Sequence(isEndless: true, count: 4)).GetAsyncEnumerator();
        ValueTask<bool> next = items.MoveNextAsync();
        _vendor.Answer("t2");
        await next;

        await items.DisposeAsync(); // What leaving a loop calls.

        _vendor.Cancelled.Should().BeEquivalentTo("t0", "t1", "t3");
        _sequenceEnded.Task.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task An_answer_that_comes_in_spite_of_the_cancellation_is_kept_in_the_ledger()
    {
        InMemoryCheckLedger ledger = new();
        TaskCompletionSource<LivenessVerdict> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeVendor stubborn = new("vendor", async (request, _) =>
            FakeVendor.Result("vendor", request.TransactionId == "t0" ? LivenessVerdict.Live : await answer.Task));
        IAsyncEnumerator<CheckManyItem> items = stubborn
            .CheckManyAsync(ManyPhotos.Numbered(2), new CheckManyOptions { Ledger = ledger }).GetAsyncEnumerator();
        await items.MoveNextAsync();

        ValueTask leaving = items.DisposeAsync();
        leaving.IsCompleted.Should().BeFalse("the photo is the vendor's until it has stopped");
        answer.SetResult(LivenessVerdict.NotLive);
        await leaving;

        (await ledger.FindAsync(new LedgerKey("t1", nameof(FakeVendor))))!.Outcome!.Verdict.Should().Be(LivenessVerdict.NotLive);
    }

    private static async Task ExpectCancelledAsync(ValueTask<bool> next, CancellationToken token) =>
        (await FluentActions.Awaiting(async () => await next).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(token);

    private async IAsyncEnumerable<LivenessRequest> Sequence(
        bool isEndless = false, int count = 2, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (LivenessRequest request in ManyPhotos.Numbered(count))
            {
                yield return request;
            }

            if (isEndless)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            _sequenceEnded.SetResult();
        }
    }
}
