using LivenessSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Composition;

public sealed class FailoverTests
{
    [Theory]
    [InlineData(LivenessError.RateLimited)]
    [InlineData(LivenessError.Unavailable)]
    [InlineData(LivenessError.TimedOut)]
    [InlineData(LivenessError.QuotaExceeded)]
    [InlineData(LivenessError.Unauthorized)]
    [InlineData(LivenessError.UnexpectedResponse)]
    public async Task The_next_client_is_asked_when_a_registration_fails(LivenessError error)
    {
        FakeVendor argos = FakeVendor.Fails("argos", error, mayHaveBeenProcessed: true);
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);

        LivenessResult result = await CheckAsync([argos, dojah]);

        result.IsLive.Should().BeTrue();
        result.ClientName.Should().Be("dojah");
        result.Attempts.Should().SatisfyRespectively(
            attempt => attempt.Should().BeEquivalentTo(new { ClientName = "argos", Error = error, Verdict = (LivenessVerdict?)null, PhotoSent = true, MayHaveBeenProcessed = true }),
            attempt => attempt.Should().BeEquivalentTo(new { ClientName = "dojah", Error = (LivenessError?)null, Verdict = LivenessVerdict.Live, PhotoSent = true }));
    }

    [Theory]
    [InlineData(LivenessError.InvalidRequest)]
    [InlineData(LivenessError.InvalidImage)]
    public async Task No_other_client_is_asked_when_the_photo_or_the_call_is_at_fault(LivenessError error)
    {
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);

        LivenessException failure = await FailAsync([FakeVendor.Fails("argos", error), dojah]);

        failure.Error.Should().Be(error);
        dojah.Received.Should().BeEmpty();
    }

    [Theory]
    [InlineData(LivenessVerdict.Live)]
    [InlineData(LivenessVerdict.NotLive)]
    [InlineData(LivenessVerdict.Inconclusive)]
    public async Task A_verdict_is_never_overruled(LivenessVerdict verdict)
    {
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);

        LivenessResult result = await CheckAsync([FakeVendor.Says("argos", verdict), dojah]);

        result.Verdict.Should().Be(verdict);
        result.Attempts.Should().ContainSingle();
        dojah.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task A_charge_that_may_have_been_made_stops_a_failover_that_is_told_so()
    {
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        void OnlyWhenNotProcessed(FailoverOptions options) => options.OnlyWhenNotProcessed = true;

        LivenessException failure = await FailAsync([FakeVendor.Fails("argos", LivenessError.TimedOut, true), dojah], OnlyWhenNotProcessed);
        LivenessResult result = await CheckAsync([FakeVendor.Fails("argos", LivenessError.Unavailable), dojah], OnlyWhenNotProcessed);

        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        result.IsLive.Should().BeTrue();
        dojah.Received.Should().ContainSingle();
    }

    [Theory]
    [InlineData(new[] { LivenessError.Unauthorized, LivenessError.Unavailable, LivenessError.QuotaExceeded }, LivenessError.Unavailable)]
    [InlineData(new[] { LivenessError.Unavailable, LivenessError.RateLimited, LivenessError.TimedOut }, LivenessError.RateLimited)]
    [InlineData(new[] { LivenessError.UnexpectedResponse, LivenessError.Unauthorized, LivenessError.QuotaExceeded }, LivenessError.QuotaExceeded)]
    [InlineData(new[] { LivenessError.TimedOut, LivenessError.Unavailable, LivenessError.InvalidImage }, LivenessError.InvalidImage)]
    [InlineData(new[] { LivenessError.TimedOut, LivenessError.InvalidRequest }, LivenessError.TimedOut)]
    public async Task When_all_fail_the_most_telling_failure_lists_everyone_who_was_asked(LivenessError[] errors, LivenessError told)
    {
        FakeVendor[] vendors = [.. errors.Select((error, i) => FakeVendor.Fails($"vendor{i}", error, mayHaveBeenProcessed: i == 0))];

        LivenessException failure = await FailAsync(vendors);

        failure.Error.Should().Be(told);
        failure.MayHaveBeenProcessed.Should().BeTrue("the first vendor may have been paid, whoever's failure is told");
        failure.Attempts.Select(attempt => (attempt.ClientName, attempt.Error)).Should().Equal(errors.Select((error, i) => ($"vendor{i}", (LivenessError?)error)));
        failure.StackTrace.Should().Contain(nameof(FailoverTests), "the trace still leads to where it failed");
    }

    [Fact]
    public async Task A_paid_check_that_can_be_taken_up_is_told_before_an_outage()
    {
        LivenessException paid = new(LivenessError.TimedOut, "Still working.") { ContinuationToken = "token", MayHaveBeenProcessed = true };
        FakeVendor progeny = new("progeny", (_, _) => throw paid);

        LivenessException failure = await FailAsync([FakeVendor.Fails("argos", LivenessError.RateLimited), progeny]);

        failure.ContinuationToken.Should().Be("token");
    }

    [Fact]
    public async Task The_deadline_is_shared_out_so_that_the_last_client_still_has_time()
    {
        ManualTimeProvider time = new();
        List<TimeSpan> shares = [];
        FakeVendor Slow(string name) => new(name, (request, _) =>
        {
            shares.Add(request.TimeFor(TimeSpan.FromHours(1)));
            time.Advance(shares[^1]);
            throw FakeVendor.Failure(name, LivenessError.TimedOut, mayHaveBeenProcessed: true);
        });

        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness.AddFailover("resilient", o => { o.Clients = ["a", "b", "c"]; o.Timeout = TimeSpan.FromSeconds(60); }),
            time, Slow("a"), Slow("b"), Slow("c"));
        ILivenessClient client = services.GetRequiredKeyedService<ILivenessClient>("resilient");

        await client.Awaiting(c => c.CheckAsync(FakeVendor.Photo)).Should().ThrowAsync<LivenessException>();
        await client.Awaiting(c => c.CheckAsync(new LivenessRequest(FakeVendor.Photo) { Timeout = TimeSpan.FromSeconds(12) })).Should().ThrowAsync<LivenessException>();

        shares.Select(share => share.TotalSeconds).Should().Equal(20, 20, 20, 4, 4, 4);
    }

    [Fact]
    public async Task A_client_that_fails_at_once_leaves_its_time_to_the_others()
    {
        ManualTimeProvider time = new();
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness.AddFailover("resilient", "argos", "dojah"), time, FakeVendor.Fails("argos", LivenessError.Unavailable), dojah);

        await services.GetRequiredKeyedService<ILivenessClient>("resilient").CheckAsync(FakeVendor.Photo);

        dojah.Received.Single().TimeFor(TimeSpan.FromHours(1)).Should().Be(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_client_whose_own_time_is_shorter_keeps_it()
    {
        FakeVendor argos = FakeVendor.Says("argos", LivenessVerdict.Live);

        await CheckAsync([argos]);

        argos.Received.Single().TimeFor(TimeSpan.FromSeconds(5)).Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_client_that_overstays_leaves_nobody_to_ask()
    {
        ManualTimeProvider time = new();
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        FakeVendor argos = new("argos", (_, _) =>
        {
            time.Advance(TimeSpan.FromSeconds(61));
            throw FakeVendor.Failure("argos", LivenessError.TimedOut);
        });
        await using ServiceProvider services = FakeVendor.Build(liveness => liveness.AddFailover("resilient", "argos", "dojah"), time, argos, dojah);

        (await services.GetRequiredKeyedService<ILivenessClient>("resilient").Awaiting(c => c.CheckAsync(FakeVendor.Photo))
            .Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.TimedOut);
        dojah.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task A_cancelled_check_asks_nobody_else()
    {
        using CancellationTokenSource cancellation = new();
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        FakeVendor cancelled = FakeVendor.Waits("argos", new TaskCompletionSource<LivenessVerdict>().Task);
        FakeVendor failsThen = new("argos", (_, _) =>
        {
            cancellation.Cancel();
            throw FakeVendor.Failure("argos", LivenessError.Unavailable);
        });

        Task<LivenessResult> check = CheckAsync([cancelled, dojah], token: cancellation.Token);
        check.IsCompleted.Should().BeFalse();
        Func<Task> second = () => CheckAsync([failsThen, dojah], token: cancellation.Token);

        (await second.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        (await check.Awaiting(c => c).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        dojah.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task A_continuation_goes_to_the_client_that_issued_it_with_all_the_time()
    {
        ManualTimeProvider time = new();
        FakeVendor argos = FakeVendor.Fails("argos", LivenessError.InvalidRequest);
        FakeVendor progeny = FakeVendor.Says("progeny", LivenessVerdict.Live);
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness.AddFailover("resilient", "argos", "progeny", "dojah"), time, argos, progeny, dojah);

        LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>("resilient").CheckAsync(LivenessRequest.Continue("token"));

        result.ClientName.Should().Be("progeny");
        progeny.Received.Single().ContinuationToken.Should().Be("token");
        progeny.Received.Single().TimeFor(TimeSpan.FromHours(1)).Should().Be(TimeSpan.FromSeconds(60));
        dojah.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task A_continuation_is_not_handed_on_when_the_one_that_issued_it_is_down()
    {
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness.AddFailover("resilient", "progeny", "dojah"), FakeVendor.Fails("progeny", LivenessError.Unavailable), dojah);

        (await services.GetRequiredKeyedService<ILivenessClient>("resilient").Awaiting(c => c.CheckAsync(LivenessRequest.Continue("token")))
            .Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.Unavailable);
        dojah.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task A_client_that_cannot_answer_with_the_allowed_is_passed_over()
    {
        FakeVendor[] vendors = [.. "abcde".Select(name => FakeVendor.Says($"{name}", LivenessVerdict.Live))];
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness
                .AddConsensus("strict", o => o.Clients = ["a", "b"])
                .AddShadow("trial", o => (o.Primary, o.Shadow, o.SamplingRate) = ("c", "d", 1))
                .AddFailover("resilient", "strict", "trial", "e"),
            vendors);

        LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>("resilient")
            .CheckAsync(new LivenessRequest(FakeVendor.Photo) { AllowedClients = ["a", "d", "e"] });

        result.ClientName.Should().Be("e");
        vendors.Where(vendor => vendor.Received.Count > 0).Should().ContainSingle();
    }

    private static async Task<LivenessException> FailAsync(FakeVendor[] vendors, Action<FailoverOptions>? configure = null) =>
        (await FluentActions.Awaiting(() => CheckAsync(vendors, configure)).Should().ThrowAsync<LivenessException>()).Which;

    private static async Task<LivenessResult> CheckAsync(
        FakeVendor[] vendors, Action<FailoverOptions>? configure = null, CancellationToken token = default)
    {
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness.AddFailover("resilient", options =>
            {
                options.Clients = [.. vendors.Select(vendor => vendor.Name)];
                configure?.Invoke(options);
            }),
            vendors);
        return await services.GetRequiredKeyedService<ILivenessClient>("resilient").CheckAsync(new LivenessRequest(FakeVendor.Photo), token);
    }
}
