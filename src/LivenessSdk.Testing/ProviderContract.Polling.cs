using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Testing;

public abstract partial class ProviderContract
{
    private IEnumerable<RecordedRequest> Polls => Vendor.Requests.Where(request => request.Kind == RequestKind.Poll);

    /// <summary>Checks that polling for a verdict is not a second check.</summary>
    [Fact]
    public async Task A_pending_check_is_billed_once()
    {
        Vendor.Next(Scenario.Pending(2));

        LivenessResult result = await CheckAsync();

        Assert.True(result.IsLive);
        Assert.Null(result.ContinuationToken);
        Assert.Single(Checks);
        if (AcceptsContinuation)
        {
            Assert.True(Polls.Count() >= 3, $"The check was pending for two polls, but the simulator recorded {Polls.Count()} polls. KindOf must return RequestKind.Poll for them.");
        }
        else
        {
            Assert.Empty(Polls);
        }
    }

    /// <summary>Checks that a pending check is returned to a caller that does not wait, and that continuing it sends no photo.</summary>
    [Fact]
    public async Task A_pending_check_is_continued_without_a_photo()
    {
        Vendor.Next(Scenario.Pending(1));
        await using ServiceProvider services = Build();

        LivenessResult result = await CheckAsync(services, new LivenessRequest(SamplePhoto.ToImage()) { ReturnWhenPending = true });

        if (!AcceptsContinuation)
        {
            Assert.True(result.IsLive, $"The result is {result}. If the vendor is polled, override AcceptsContinuation.");
            Assert.Null(result.ContinuationToken);
            return;
        }

        Assert.Equal(LivenessVerdict.Inconclusive, result.Verdict);
        Assert.True(result.HasReason(LivenessReasonCode.Pending), $"A result that is pending needs the reason Pending: {result}");
        Assert.False(string.IsNullOrEmpty(result.ContinuationToken), "A result that is pending needs ProviderCheck.ContinuationToken.");
        int before = Polls.Count();

        LivenessResult continued = await CheckAsync(services, LivenessRequest.Continue(result.ContinuationToken));

        Assert.True(continued.IsLive, $"The continued check should be live, but is {continued}.");
        Assert.Single(Checks);
        Assert.True(Polls.Count() > before, "Continuing a check must poll for its outcome.");
        Assert.All(Polls, poll => Assert.Empty(poll.Photos));
        Assert.False(Assert.Single(continued.Attempts).PhotoSent, "A poll must be sent with RequestKind.Poll: the continued check counts as one that sent a photo.");
    }

    /// <summary>Checks that a paid check whose time runs out can be continued.</summary>
    [Fact]
    public async Task A_check_that_is_pending_at_its_deadline_can_be_continued()
    {
        if (!AcceptsContinuation)
        {
            return; // A_vendor_that_never_answers_is_timed_out covers the deadline.
        }

        Vendor.Next(Scenario.Pending(int.MaxValue));
        DeadlineTimeProvider clock = new();
        await using ServiceProvider services = Build(timeProvider: clock);
        TimeSpan timeout = TimeSpan.FromSeconds(20);

        Task<LivenessResult> check = services.GetRequiredService<ILivenessClient>()
            .CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Timeout = timeout });
        await ArriveAsync(check, request => request.Kind == RequestKind.Poll && request.StatusCode is not null);
        clock.Advance(timeout);

        await WaitForEndAsync(check);
        LivenessException failure = await Assert.ThrowsAsync<LivenessException>(() => check);
        Assert.Equal(LivenessError.TimedOut, failure.Error);
        Assert.True(failure.MayHaveBeenProcessed);
        Assert.False(string.IsNullOrEmpty(failure.ContinuationToken), "The check was paid for and is pending. Call RecordContinuationAsync, then PollAsync.");
        Assert.Single(Checks);
    }

    /// <summary>Represents a clock that ends waits of up to five seconds immediately, while deadlines wait for <see cref="Advance"/>.</summary>
    private sealed class DeadlineTimeProvider : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public void Advance(TimeSpan by) => _clock.Advance(by);

        public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

        public override long GetTimestamp() => _clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _clock.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(5) ? TimeSpan.Zero : dueTime, period);
    }
}
