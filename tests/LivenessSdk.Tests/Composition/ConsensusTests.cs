using LivenessSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using static LivenessSdk.LivenessVerdict;

namespace LivenessSdk.Tests.Composition;

public sealed class ConsensusTests
{
    public static TheoryData<bool> Modes => [true, false];

    [Theory]
    [InlineData(2, new[] { Live, Live, Live }, Live)]
    [InlineData(2, new[] { Live, NotLive, Live }, Live)]
    [InlineData(2, new[] { NotLive, Live, NotLive }, NotLive)]
    [InlineData(2, new[] { Live, NotLive, Inconclusive }, Inconclusive)]
    [InlineData(2, new[] { Live, Inconclusive, Inconclusive }, Inconclusive)]
    [InlineData(2, new[] { Inconclusive, Inconclusive, Inconclusive }, Inconclusive)]
    [InlineData(2, new[] { Live, Live, NotLive, NotLive }, Inconclusive)]
    [InlineData(2, new[] { Live, Live, NotLive, NotLive, NotLive }, NotLive)]
    [InlineData(3, new[] { Live, Live, NotLive }, Inconclusive)]
    [InlineData(3, new[] { Live, Live, Live }, Live)]
    [InlineData(1, new[] { Live, NotLive }, Inconclusive)]
    [InlineData(1, new[] { Live, Inconclusive }, Live)]
    [InlineData(1, new[] { NotLive }, NotLive)]
    public async Task Enough_must_agree_and_outnumber_the_others(int required, LivenessVerdict[] verdicts, LivenessVerdict expected)
    {
        foreach (bool oneByOne in new[] { true, false })
        {
            LivenessResult result = await Consensus.CheckAsync(FakeVendor.Saying(verdicts), o => { o.RequiredAgreements = required; o.Sequential = oneByOne; });

            result.Verdict.Should().Be(expected);
            result.VerdictSource.Should().Be(expected == Inconclusive ? VerdictSource.None : VerdictSource.Consensus);
        }
    }

    [Fact]
    public async Task The_result_holds_every_answer_and_an_explanation()
    {
        FakeVendor verihubs = new("verihubs", (_, _) => Task.FromResult(FakeVendor.Result("verihubs", NotLive, LivenessReasonCode.PresentationAttack)));
        FakeVendor progeny = new("progeny", (_, _) => Task.FromResult(FakeVendor.Result("progeny", Inconclusive, LivenessReasonCode.TooDark, LivenessReasonCode.PoorQuality)));
        FakeVendor riset = new("riset", (_, _) => Task.FromResult(FakeVendor.Result("riset", Inconclusive, LivenessReasonCode.TooDark)));

        LivenessResult result = await Consensus.CheckAsync(
            [FakeVendor.Says("dojah", Live), verihubs, progeny, riset, FakeVendor.Fails("argos", LivenessError.Unavailable)],
            transactionId: "t1");

        result.ClientName.Should().Be("composed");
        result.Vendor.Should().BeNull();
        result.Score.Should().BeNull();
        result.TransactionId.Should().Be("t1");
        result.Answers.Select(answer => answer.ClientName).Should().Equal("dojah", "verihubs", "progeny", "riset");
        result.Attempts.Select(attempt => attempt.ClientName).Should().Equal("dojah", "verihubs", "progeny", "riset", "argos");
        result.Reasons.Select(reason => reason.Code).Should().Equal(
            LivenessReasonCode.PresentationAttack, LivenessReasonCode.TooDark, LivenessReasonCode.PoorQuality, LivenessReasonCode.Disagreement);
        result.Reasons[^1].Message.Should().Be(
            "Independent votes: 1 Live, 1 NotLive; 2 must agree and outnumber the others. "
            + "dojah Live (group dojah), verihubs NotLive (group verihubs), progeny Inconclusive (group progeny), riset Inconclusive (group riset), argos Unavailable.");
    }

    [Fact]
    public async Task A_live_consensus_has_no_reasons()
    {
        FakeVendor verihubs = new("verihubs", (_, _) => Task.FromResult(FakeVendor.Result("verihubs", NotLive, LivenessReasonCode.PresentationAttack)));

        LivenessResult result = await Consensus.CheckAsync([FakeVendor.Says("argos", Live), verihubs, FakeVendor.Says("dojah", Live)]);

        result.IsLive.Should().BeTrue();
        result.Reasons.Should().BeEmpty();
        result.Answers.Should().HaveCount(3);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Two_of_one_group_count_once(bool oneByOne)
    {
        FakeVendor argos = FakeVendor.Says("argos", Live, "ID R&D");
        FakeVendor progeny = FakeVendor.Says("progeny", Live, "ID R&D");
        FakeVendor dojah = FakeVendor.Says("dojah", Inconclusive);

        LivenessResult result = await Consensus.CheckAsync([argos, progeny, dojah], o => o.Sequential = oneByOne);

        result.Verdict.Should().Be(Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Should().Match<LivenessReason>(reason =>
            reason.Code == LivenessReasonCode.TooFewAnswers && reason.Message!.Contains("Independent votes: 1 Live", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new[] { NotLive, Inconclusive, Inconclusive })]
    [InlineData(new[] { Live, Inconclusive, Inconclusive })]
    public async Task One_answer_where_two_are_needed_is_no_disagreement(LivenessVerdict[] verdicts)
    {
        LivenessResult result = await Consensus.CheckAsync(FakeVendor.Saying(verdicts), options => options.RequiredAgreements = 2);

        result.HasReason(LivenessReasonCode.TooFewAnswers).Should().BeTrue();
        result.HasReason(LivenessReasonCode.Disagreement).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_group_that_contradicts_itself_does_not_count_as_live(bool oneByOne)
    {
        FakeVendor argos = FakeVendor.Says("argos", Live, "ID R&D");
        FakeVendor progeny = FakeVendor.Says("progeny", NotLive, "ID R&D");

        LivenessResult result = await Consensus.CheckAsync([argos, FakeVendor.Says("dojah", Live), progeny], o => o.Sequential = oneByOne);

        result.Verdict.Should().Be(Inconclusive);
        result.HasReason(LivenessReasonCode.Disagreement).Should().BeTrue();
    }

    [Fact]
    public async Task Groups_count_through_nesting_by_who_really_answered()
    {
        FakeVendor argos = FakeVendor.Fails("argos", LivenessError.Unavailable);
        FakeVendor progeny = FakeVendor.Says("progeny", Live, "ID R&D");
        FakeVendor backup = FakeVendor.Says("backup", Live, "ID R&D");
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness
                .AddFailover("resilient", "argos", "backup")
                .AddConsensus("strict", o => o.Clients = ["progeny", "resilient"]),
            argos, progeny, backup);

        LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>("strict").CheckAsync(FakeVendor.Photo);

        result.Verdict.Should().Be(Inconclusive, "the failover ended at a registration of the group that had spoken already");
    }

    [Fact]
    public async Task A_consensus_below_counts_for_a_group_that_agreed_with_it()
    {
        FakeVendor Of(string name, string group, LivenessVerdict verdict) => FakeVendor.Says(name, verdict, group);
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness
                .AddConsensus("inner", o => { o.Clients = ["a", "b", "c"]; o.RequiredAgreements = 2; })
                .AddConsensus("outer", o => { o.Clients = ["inner", "d"]; o.RequiredAgreements = 2; }),
            Of("a", "first", NotLive), Of("b", "second", Live), Of("c", "third", Live), Of("d", "second", Live));

        LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>("outer").CheckAsync(FakeVendor.Photo);

        result.Verdict.Should().Be(Inconclusive);
        result.Answers[0].Answers.Should().HaveCount(3);
        result.Reasons[^1].Message.Should().Contain("inner Live (group second), d Live (group second)");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task One_not_live_vetoes_when_told_so(bool oneByOne)
    {
        LivenessResult result = await Consensus.CheckAsync(
            FakeVendor.Saying([Live, NotLive, Live]), o => { o.NotLiveVetoes = true; o.Sequential = oneByOne; });

        result.Verdict.Should().Be(NotLive);
        result.Reasons[^1].Code.Should().Be(LivenessReasonCode.PresentationAttack);
        result.Reasons[^1].Message.Should().Contain("one NotLive decides alone");
    }

    [Fact]
    public async Task At_once_the_slowest_is_not_waited_for_and_its_cancelled_attempt_is_listed()
    {
        TaskCompletionSource<LivenessVerdict> never = new();
        CancellationToken seen = default;
        FakeVendor slow = new("slow", async (_, cancellationToken) =>
        {
            seen = cancellationToken;
            return FakeVendor.Result("slow", await never.Task.WaitAsync(cancellationToken));
        });

        LivenessResult result = await Consensus.CheckAsync([slow, FakeVendor.Says("b", Live), FakeVendor.Says("c", Live)]);

        result.IsLive.Should().BeTrue();
        result.Answers.Select(answer => answer.ClientName).Should().Equal("b", "c");
        result.Attempts.Should().HaveCount(3);
        result.Attempts[0].Should().BeEquivalentTo(new { ClientName = "slow", PhotoSent = true, MayHaveBeenProcessed = true, Verdict = (LivenessVerdict?)null, Error = (LivenessError?)null });
        seen.IsCancellationRequested.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Without_any_answer_the_most_telling_failure_lists_everyone_who_was_asked(bool oneByOne)
    {
        Func<Task> check = () => Consensus.CheckAsync(
            [FakeVendor.Fails("a", LivenessError.Unauthorized), FakeVendor.Fails("b", LivenessError.Unavailable, true), FakeVendor.Fails("c", LivenessError.InvalidRequest)],
            o => o.Sequential = oneByOne);

        LivenessException failure = (await check.Should().ThrowAsync<LivenessException>()).Which;

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Select(attempt => attempt.ClientName).Should().Equal(oneByOne ? ["a", "b"] : ["a", "b", "c"]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Failures_that_leave_too_few_answers_are_inconclusive(bool oneByOne)
    {
        LivenessResult result = await Consensus.CheckAsync(
            [FakeVendor.Fails("a", LivenessError.Unavailable), FakeVendor.Says("b", Live), FakeVendor.Fails("c", LivenessError.TimedOut)],
            o => o.Sequential = oneByOne);

        result.Verdict.Should().Be(Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.TooFewAnswers);
        result.Attempts.Select(attempt => attempt.Error).Should().Equal(LivenessError.Unavailable, null, LivenessError.TimedOut);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Cancelling_ends_the_check_with_the_callers_token(bool oneByOne)
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource<LivenessVerdict> never = new();
        Task<LivenessResult> check = Consensus.CheckAsync(
            [FakeVendor.Waits("a", never.Task), FakeVendor.Waits("b", never.Task)], o => o.Sequential = oneByOne, token: cancellation.Token);

        await cancellation.CancelAsync();

        (await check.Awaiting(c => c).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [Fact]
    public async Task A_programming_mistake_in_a_client_ends_the_check_and_the_other_clients()
    {
        CancellationToken seen = default;
        FakeVendor waiting = new("a", async (_, cancellationToken) =>
        {
            seen = cancellationToken;
            return FakeVendor.Result("a", await new TaskCompletionSource<LivenessVerdict>().Task.WaitAsync(cancellationToken));
        });
        FakeVendor broken = new("b", (_, _) => throw new NotSupportedException("A bug."));

        await FluentActions.Awaiting(() => Consensus.CheckAsync([waiting, broken])).Should().ThrowAsync<NotSupportedException>();
        seen.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task What_a_consensus_cannot_do_is_refused_before_anybody_receives_the_photo()
    {
        FakeVendor[] vendors = FakeVendor.Saying([Live, Live, Live]);
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness.AddConsensus("composed", o => o.Clients = [.. vendors.Select(vendor => vendor.Name)]), vendors);
        (LivenessRequest Request, LivenessError Error)[] cases =
        [
            (LivenessRequest.Continue("token"), LivenessError.Unsupported),
            (new(FakeVendor.Photo) { ReturnWhenPending = true }, LivenessError.Unsupported),
            (new(FakeVendor.Photo) { AllowedClients = ["v0"] }, LivenessError.InvalidRequest),
            (new(FakeVendor.Photo) { AllowedClients = ["composed"] }, LivenessError.InvalidRequest),
        ];

        foreach ((LivenessRequest request, LivenessError error) in cases)
        {
            (await services.GetRequiredKeyedService<ILivenessClient>("composed").Awaiting(c => c.CheckAsync(request))
                .Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(error);
        }

        vendors.Should().OnlyContain(vendor => vendor.Received.Count == 0);
    }
}
