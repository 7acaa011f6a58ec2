using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Providers;
using LivenessSdk.Simulator;

namespace LivenessSdk.Ledger.Tests;

public sealed class InMemoryIdempotentTests() : IdempotentTests(null);

public sealed class SqliteIdempotentTests() : IdempotentTests("SQLite");

public sealed class PostgreSqlIdempotentTests() : IdempotentTests("PostgreSQL");

/// <summary>States what happens to a request with an idempotency key in every situation.</summary>
public abstract class IdempotentTests(string? engine) : LedgerTest(engine)
{
    [Fact]
    public async Task The_second_request_with_a_key_gets_the_stored_answer_and_sends_nothing()
    {
        await using LedgerRig rig = await StartAsync();

        LivenessResult first = await rig.CheckAsync();
        LivenessResult second = await rig.CheckAsync();

        rig.Posts().Should().Be(1);
        (first.FromLedger, second.FromLedger).Should().Be((false, true));
        second.Verdict.Should().Be(LivenessVerdict.Live);
        (second.ClientName, second.Vendor, second.VerdictSource, second.Score, second.Threshold, second.TransactionId)
            .Should().Be((first.ClientName, first.Vendor, first.VerdictSource, first.Score, first.Threshold, first.TransactionId));
        second.Attempts.Should().ContainSingle().Which.PhotoSent.Should().BeFalse();
    }

    [Theory]
    [InlineData("NotLive")]
    [InlineData("Inconclusive")]
    public async Task Every_verdict_is_stored_with_its_reasons(string verdict)
    {
        await using LedgerRig rig = await StartAsync();
        rig.Simulator.Argos.Always(verdict == "NotLive" ? Scenario.Attack : Scenario.NoFace);

        LivenessResult first = await rig.CheckAsync();
        LivenessResult second = await rig.CheckAsync();

        rig.Posts().Should().Be(1);
        second.Verdict.ToString().Should().Be(verdict);
        second.Reasons.Select(reason => reason.Code).Should().Equal(first.Reasons.Select(reason => reason.Code)).And.NotBeEmpty();
    }

    [Fact]
    public async Task Many_requests_with_a_key_at_once_are_one_check()
    {
        await using LedgerRig rig = await StartAsync();
        rig.Simulator.Argos.Always(Scenario.Slow(TimeSpan.FromMilliseconds(200)).Then(Scenario.Live));

        LivenessResult[] results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => rig.CheckAsync()));

        rig.Posts().Should().Be(1);
        results.Should().OnlyContain(result => result.IsLive);
        results.Count(result => !result.FromLedger).Should().Be(1);
    }

    [Fact]
    public async Task A_check_in_flight_elsewhere_is_in_progress_when_the_time_is_over()
    {
        await using LedgerRig rig = await StartAsync();
        await rig.DispatchElsewhereAsync();

        LivenessException failure = await rig.FailAsync(LedgerRig.Request(timeout: TimeSpan.FromSeconds(1)));

        (failure.Error, failure.IsTransient, failure.MayHaveBeenProcessed).Should().Be((LivenessError.InProgress, true, false));
        failure.RetryAfter.Should().BePositive();
        rig.Posts().Should().Be(0);
    }

    [Fact]
    public async Task A_check_in_flight_elsewhere_is_waited_for()
    {
        await using LedgerRig rig = await StartAsync();
        LedgerClaim other = await rig.DispatchElsewhereAsync();

        Task<LivenessResult> waiting = rig.CheckAsync();
        await rig.Ledger.CompleteAsync(other, new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.NotLive, Reasons = [LivenessReasonCode.PresentationAttack] }, default);
        LivenessResult result = await waiting;

        (result.Verdict, result.FromLedger).Should().Be((LivenessVerdict.NotLive, true));
        rig.Posts().Should().Be(0);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("429")]
    [InlineData("401")]
    public async Task A_failure_that_was_not_processed_frees_the_key(string failure)
    {
        await using LedgerRig rig = await StartAsync();
        rig.Simulator.Argos.Always(failure switch
        {
            "503" => Scenario.Unavailable(),
            "429" => Scenario.RateLimited(),
            _ => Scenario.Unauthorized,
        });
        (await rig.FailAsync()).MayHaveBeenProcessed.Should().BeFalse();
        (await rig.FindAsync()).State.Should().Be(LedgerState.Released);

        rig.Simulator.Argos.Always(Scenario.Live);
        LivenessResult result = await rig.CheckAsync();

        (result.IsLive, result.FromLedger).Should().Be((true, false));
    }

    [Theory]
    [InlineData("ServerError", LivenessError.Unavailable)]
    [InlineData("CutConnection", LivenessError.Unavailable)]
    [InlineData("Malformed", LivenessError.UnexpectedResponse)]
    public async Task A_failure_that_may_have_been_processed_is_repeated_until_the_caller_pays_again(string scenario, LivenessError error)
    {
        await using LedgerRig rig = await StartAsync();
        rig.Simulator.Argos.Always(Scenario.All.Single(known => known.Name == scenario));
        LivenessException first = await rig.FailAsync();
        rig.Simulator.Argos.Always(Scenario.Live);

        LivenessException second = await rig.FailAsync();

        (first.Error, first.FromLedger).Should().Be((error, false));
        (second.Error, second.FromLedger, second.MayHaveBeenProcessed).Should().Be((error, true, true));
        rig.Posts().Should().Be(1);

        (await rig.CheckAsync(LedgerRig.Request(resendUnknown: true))).IsLive.Should().BeTrue();
        rig.Posts().Should().Be(2);
        LedgerEntry entry = await rig.FindAsync();
        (entry.Billed, entry.PossiblyBilled).Should().Be((1, 1));
    }

    [Fact]
    public async Task A_check_that_runs_out_of_time_while_the_vendor_works_is_continued()
    {
        await using LedgerRig rig = await StartAsync();
        rig.Simulator.Progeny.Always(Scenario.Pending(1000).Then(Scenario.Live));
        LivenessException timedOut = await rig.FailAsync(LedgerRig.Request(timeout: TimeSpan.FromSeconds(2)), "progeny-once");
        timedOut.ContinuationToken.Should().NotBeNull();
        LedgerEntry entry = await rig.FindAsync("progeny");
        (entry.State, entry.ContinuationToken, entry.LeaseRemaining).Should().Be((LedgerState.Unknown, timedOut.ContinuationToken, null));

        rig.Simulator.Progeny.Always(Scenario.Live, RequestKind.Poll);
        LivenessResult result = await rig.CheckAsync(client: "progeny-once");

        (result.IsLive, result.FromLedger).Should().Be((true, false));
        rig.Posts(rig.Simulator.Progeny).Should().Be(1);
        (await rig.CheckAsync(client: "progeny-once")).FromLedger.Should().BeTrue();
        entry = await rig.FindAsync("progeny");
        (entry.Billed, entry.PossiblyBilled).Should().Be((1, 0));
    }

    [Fact]
    public async Task A_check_that_returned_while_pending_is_continued()
    {
        await using LedgerRig rig = await StartAsync();
        rig.Simulator.Progeny.Always(Scenario.Pending(1).Then(Scenario.Live));
        LivenessResult pending = await rig.CheckAsync(LedgerRig.Request(returnWhenPending: true), "progeny-once");
        pending.ContinuationToken.Should().NotBeNull();

        LivenessResult result = await rig.CheckAsync(client: "progeny-once");

        result.IsLive.Should().BeTrue();
        rig.Posts(rig.Simulator.Progeny).Should().Be(1);
    }

    [Fact]
    public async Task A_check_whose_owner_died_after_the_token_is_continued_by_whoever_asks_next()
    {
        await using LedgerRig rig = await StartAsync();
        rig.Simulator.Progeny.Always(Scenario.Pending(1000).Then(Scenario.Live));
        LivenessResult begun = await rig.Client("progeny").CheckAsync(LedgerRig.Request(returnWhenPending: true));
        LedgerClaim dead = await rig.DispatchElsewhereAsync("progeny");
        await rig.Ledger.StoreTokenAsync(dead, begun.ContinuationToken!, default);
        await AdvanceAsync(rig.Ledger.Options.Lease * 2);

        rig.Simulator.Progeny.Always(Scenario.Live, RequestKind.Poll);
        LivenessResult result = await rig.CheckAsync(client: "progeny-once");

        result.IsLive.Should().BeTrue();
        rig.Posts(rig.Simulator.Progeny).Should().Be(1);
    }

    [Fact]
    public async Task A_check_canceled_after_its_dispatch_is_unknown_at_once()
    {
        await using LedgerRig rig = await StartAsync(builder => builder.AddFailover("both", "argos-once", "dojah-once"));
        rig.Simulator.Argos.Always(Scenario.Stall);
        using CancellationTokenSource cancel = new();
        Task<LivenessResult> check = rig.Client().CheckAsync(LedgerRig.Request(), cancel.Token);
        await rig.Simulator.Argos.WaitForRequestAsync(request => request.Kind == RequestKind.Billable);
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => check).Should().ThrowAsync<OperationCanceledException>();
        rig.Simulator.Argos.Always(Scenario.Live);

        LivenessException failure = await rig.FailAsync();

        (failure.Error, failure.IsTransient, failure.MayHaveBeenProcessed).Should().Be((LivenessError.OutcomeUnknown, false, true));
        rig.Posts().Should().Be(1);
        (await rig.CheckAsync(client: "both")).ClientName.Should().Be("dojah", "a failover treats it as a 500");
        (await rig.CheckAsync(LedgerRig.Request(resendUnknown: true))).IsLive.Should().BeTrue();
        rig.Posts().Should().Be(2);
    }

    [Fact]
    public async Task A_check_whose_owner_died_after_its_dispatch_is_unknown_after_its_lease()
    {
        await using LedgerRig rig = await StartAsync();
        await rig.DispatchElsewhereAsync();
        (await rig.FailAsync(LedgerRig.Request(timeout: TimeSpan.FromSeconds(1)))).Error.Should().Be(LivenessError.InProgress);

        await AdvanceAsync(rig.Ledger.Options.Lease * 2);

        (await rig.FailAsync()).Error.Should().Be(LivenessError.OutcomeUnknown);
        rig.Posts().Should().Be(0);
    }

    [Theory]
    [InlineData("photo")]
    [InlineData("pose")]
    [InlineData("parameters")]
    public async Task A_key_used_for_something_else_is_rejected(string difference)
    {
        await using LedgerRig rig = await StartAsync();
        await rig.CheckAsync();
        byte[] bytes = [.. SamplePhoto.Bytes.ToArray(), 0];
        LivenessRequest other = difference switch
        {
            "photo" => new LivenessRequest(LivenessImage.FromBytes(bytes)) { IdempotencyKey = "k" },
            "pose" => new LivenessRequest([new LivenessFrame(SamplePhoto.ToImage(), FacePose.Left)]) { IdempotencyKey = "k" },
            _ => new LivenessRequest(SamplePhoto.ToImage()) { IdempotencyKey = "k", Parameters = [new RisetParameters { SpoofDetection = true }] },
        };

        (await rig.FailAsync(other)).Error.Should().Be(LivenessError.InvalidRequest);

        rig.Posts().Should().Be(1);
    }

    [Fact]
    public async Task Parameters_that_cannot_change_the_verdict_do_not_matter()
    {
        await using LedgerRig rig = await StartAsync();
        await rig.CheckAsync();

        LivenessRequest other = new(SamplePhoto.ToImage()) { IdempotencyKey = "k", Parameters = [new VerihubsParameters { ComputeQuality = true }] };

        (await rig.CheckAsync(other)).FromLedger.Should().BeTrue();
    }

    [Fact]
    public async Task Without_a_key_nothing_is_remembered()
    {
        await using LedgerRig rig = await StartAsync();
        await rig.CheckAsync(LedgerRig.Request(key: null));
        await rig.CheckAsync(LedgerRig.Request(key: null));
        rig.Posts().Should().Be(2);
    }

    [Fact]
    public async Task A_request_without_a_key_is_rejected_where_one_is_required()
    {
        await using LedgerRig strict = await StartAsync(options: options => options.RequireKey = true);

        (await strict.FailAsync(LedgerRig.Request(key: null))).Error.Should().Be(LivenessError.InvalidRequest);
        strict.Posts().Should().Be(0);
    }

    [Fact]
    public async Task The_key_never_reaches_the_vendor()
    {
        await using LedgerRig rig = await StartAsync();
        await rig.CheckAsync(LedgerRig.Request(key: "canary-4711"));

        RecordedRequest request = rig.Simulator.Argos.Requests.Single(request => request.Kind == RequestKind.Billable);
        string all = $"{request.Path} {string.Join(' ', request.Query)} {string.Join(' ', request.Headers)} {string.Join(' ', request.Fields)} {request.Json}";
        all.Should().NotContain("canary-4711");
    }

    [Fact]
    public async Task An_answer_that_breaks_the_rules_of_a_result_is_not_used()
    {
        await using LedgerRig rig = await StartAsync();
        LedgerClaim claim = await rig.DispatchElsewhereAsync();
        await rig.Ledger.CompleteAsync(
            claim, new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live, Reasons = [LivenessReasonCode.PresentationAttack] }, default);

        LivenessException failure = await rig.FailAsync();

        (failure.Error, failure.FromLedger).Should().Be((LivenessError.UnexpectedResponse, true));
        rig.Posts().Should().Be(0);
    }

    [Fact]
    public async Task An_erased_key_is_rejected_and_not_paid_for_again()
    {
        await using LedgerRig rig = await StartAsync();
        await rig.CheckAsync();
        await rig.Ledger.EraseAsync("k");

        (await rig.FailAsync()).Error.Should().Be(LivenessError.InvalidRequest);

        rig.Posts().Should().Be(1);
    }
}
