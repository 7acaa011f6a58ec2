using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Testing;

public abstract partial class ProviderContract
{
    /// <summary>Checks that failures are distinguished, and that nothing is sent again that may have been processed.</summary>
    [Theory]
    [InlineData(nameof(Scenario.Unauthorized), LivenessError.Unauthorized, false)]
    [InlineData(nameof(Scenario.ServerError), LivenessError.Unavailable, true)]
    [InlineData(nameof(Scenario.TaskFailed), LivenessError.Unavailable, true)]
    [InlineData(nameof(Scenario.Malformed), LivenessError.UnexpectedResponse, true)]
    [InlineData(nameof(Scenario.HtmlPage), LivenessError.UnexpectedResponse, true)]
    [InlineData(nameof(Scenario.Empty), LivenessError.UnexpectedResponse, true)]
    [InlineData(nameof(Scenario.CutConnection), LivenessError.Unavailable, true)]
    [InlineData(nameof(Scenario.CutBody), LivenessError.Unavailable, true)]
    public async Task A_failure_is_classified_and_not_sent_again(string scenario, LivenessError error, bool mayHaveBeenProcessed)
    {
        Vendor.Always(Scenario.All.Single(candidate => candidate.Name == scenario));

        LivenessException failure = await FailAsync();

        Assert.Equal(error, failure.Error);
        Assert.Equal(mayHaveBeenProcessed, failure.MayHaveBeenProcessed);
        Assert.Equal(Name, failure.ClientName);
        LivenessAttempt attempt = Assert.Single(failure.Attempts);
        Assert.Equal((Name, error, mayHaveBeenProcessed), (attempt.ClientName, attempt.Error, attempt.MayHaveBeenProcessed));
        Assert.Null(attempt.Verdict);
        Assert.InRange(Checks.Count, 0, scenario == nameof(Scenario.Unauthorized) ? 2 : 1);
    }

    /// <summary>Checks an account without quota.</summary>
    [Fact]
    public async Task A_used_up_quota_is_no_verdict()
    {
        Vendor.Always(Scenario.QuotaExceeded);

        LivenessException failure = await FailAsync();

        Assert.True(failure.Error is LivenessError.QuotaExceeded or LivenessError.RateLimited or LivenessError.Unauthorized);
        Assert.False(failure.MayHaveBeenProcessed);
    }

    /// <summary>Checks a vendor that throttles permanently.</summary>
    [Fact]
    public async Task A_rate_limit_hands_on_when_to_come_back()
    {
        Vendor.Always(Scenario.RateLimited(TimeSpan.FromMinutes(10)));

        LivenessException failure = await FailAsync();

        Assert.Equal(LivenessError.RateLimited, failure.Error);
        Assert.Equal(TimeSpan.FromMinutes(10), failure.RetryAfter);
        Assert.True(failure.IsTransient);
        Assert.False(failure.MayHaveBeenProcessed);
        Assert.Single(Checks);
    }

    /// <summary>Checks an outage that the vendor reports before doing any work.</summary>
    [Fact]
    public async Task A_short_outage_is_outlived()
    {
        Vendor.Next(Scenario.Unavailable(503), Scenario.RateLimited());

        LivenessResult result = await CheckAsync();

        Assert.True(result.IsLive);
        Assert.Equal(3, Checks.Count);
    }

    /// <summary>Checks bytes that the vendor cannot read: they must not lead to a verdict.</summary>
    [Fact]
    public async Task Bytes_that_the_vendor_cannot_read_are_no_verdict()
    {
        Vendor.Always(Scenario.NotAPhoto);
        await using ServiceProvider services = Build();

        try
        {
            LivenessResult result = await CheckAsync(services, new LivenessRequest(SamplePhoto.ToImage()));
            Assert.Equal(LivenessVerdict.Inconclusive, result.Verdict);
            Assert.True(result.HasReason(LivenessReasonCode.FaceNotAnalyzed));
        }
        catch (LivenessException failure)
        {
            Assert.True(failure.Error is LivenessError.InvalidImage or LivenessError.InvalidRequest);
        }
    }

    /// <summary>Checks cancellation by the caller.</summary>
    [Fact]
    public async Task A_canceled_check_ends_with_the_callers_token()
    {
        Vendor.Always(Scenario.Stall);
        await using ServiceProvider services = Build();
        using CancellationTokenSource caller = new();

        Task<LivenessResult> check = services.GetRequiredService<ILivenessClient>().CheckAsync(SamplePhoto.ToImage(), caller.Token);
        await ArriveAsync(check, request => request.Kind == RequestKind.Billable);
        await caller.CancelAsync();

        await WaitForEndAsync(check);
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
        await ArriveAsync(Vendor.WaitForRequestAsync(request => request.ClientLeft));
    }

    /// <summary>Checks that nothing is sent if the token is already canceled.</summary>
    [Fact]
    public async Task A_check_that_is_already_canceled_sends_nothing()
    {
        await using ServiceProvider services = Build();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => CheckAsync(services, new LivenessRequest(SamplePhoto.ToImage()), new CancellationToken(canceled: true)));

        Assert.Empty(Vendor.Requests);
    }

    /// <summary>Checks the deadline of the whole check.</summary>
    [Fact]
    public async Task A_vendor_that_never_answers_is_timed_out()
    {
        Vendor.Always(Scenario.Stall);
        ManualTimeProvider clock = new();
        await using ServiceProvider services = Build(timeProvider: clock);
        LivenessRequest request = new(SamplePhoto.ToImage()) { Timeout = TimeSpan.FromSeconds(20) };

        Task<LivenessResult> check = services.GetRequiredService<ILivenessClient>().CheckAsync(request);
        await ArriveAsync(check, recorded => recorded.Kind == RequestKind.Billable);
        clock.Advance(TimeSpan.FromSeconds(20));

        await WaitForEndAsync(check);
        LivenessException failure = await Assert.ThrowsAsync<LivenessException>(() => check);
        Assert.Equal(LivenessError.TimedOut, failure.Error);
        Assert.True(failure.IsTransient);
        Assert.True(failure.MayHaveBeenProcessed);
        Assert.Single(Checks);
    }
}
