using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Ledger.Tests;

public sealed class InMemoryLedgerOutageTests() : LedgerOutageTests(null);

public sealed class SqliteLedgerOutageTests() : LedgerOutageTests("SQLite");

public sealed class PostgreSqlLedgerOutageTests() : LedgerOutageTests("PostgreSQL");

/// <summary>States what happens when the ledger cannot be reached, or its owner comes too late.</summary>
public abstract class LedgerOutageTests(string? engine) : LedgerTest(engine)
{
    [Theory]
    [InlineData(nameof(CheckLedger.ClaimAsync))]
    [InlineData(nameof(CheckLedger.DispatchAsync))]
    public async Task While_the_ledger_is_down_nothing_is_sent(string method)
    {
        await using LedgerRig rig = await StartAsync(builder => builder.AddFailover("both", "argos-once", "dojah"));
        rig.Ledger.Down.Add(method);

        LivenessException failure = await rig.FailAsync();
        LivenessException composed = await rig.FailAsync(client: "both");

        (failure.Error, failure.IsTransient, failure.MayHaveBeenProcessed).Should().Be((LivenessError.LedgerUnavailable, true, false));
        composed.Error.Should().Be(LivenessError.LedgerUnavailable, "a failover ends there");
        (rig.Posts(), rig.Posts(rig.Simulator.Dojah)).Should().Be((0, 0));
        rig.Ledger.Down.Clear();
        (await rig.CheckAsync()).IsLive.Should().BeTrue();
    }

    [Theory]
    [InlineData(nameof(CheckLedger.ClaimAsync))]
    [InlineData(nameof(CheckLedger.DispatchAsync))]
    public async Task By_option_the_photo_is_sent_unremembered_while_the_ledger_is_down(string method)
    {
        await using LedgerRig rig = await StartAsync(options: options => options.SendWhenLedgerUnavailable = true);
        rig.Ledger.Down.Add(method);

        (await rig.CheckAsync()).IsLive.Should().BeTrue();

        rig.Posts().Should().Be(1);
    }

    [Fact]
    public async Task A_ledger_that_hangs_while_the_check_is_known_to_be_in_flight_sends_nothing_even_by_that_option()
    {
        await using LedgerRig rig = await StartAsync(options: options => options.SendWhenLedgerUnavailable = true);
        await rig.DispatchElsewhereAsync();
        rig.Ledger.ClaimsBeforeHanging = 1;

        LivenessException failure = await rig.FailAsync(LedgerRig.Request(timeout: TimeSpan.FromSeconds(5)));

        failure.Error.Should().Be(LivenessError.InProgress);
        rig.Posts().Should().Be(0);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_stored_reaches_its_caller_and_is_unknown_to_others_later()
    {
        await using LedgerRig rig = await StartAsync();
        rig.Ledger.Down.Add(nameof(CheckLedger.CompleteAsync));

        LivenessResult result = await rig.CheckAsync();

        result.IsLive.Should().BeTrue();
        rig.Logs.Lines.Should().ContainSingle(line => line.Contains("could not be stored"));
        (await rig.FindAsync()).State.Should().Be(LedgerState.Dispatched);
        await AdvanceAsync(rig.Ledger.Options.Lease * 2);
        (await rig.FailAsync()).Error.Should().Be(LivenessError.OutcomeUnknown);
        rig.Posts().Should().Be(1);
    }

    [Fact]
    public async Task A_paid_check_that_is_canceled_while_its_token_is_stored_can_be_continued()
    {
        await using LedgerRig rig = await StartAsync();
        using CancellationTokenSource caller = new();
        rig.Ledger.BeforeHangingOnToken = caller.Cancel;

        await FluentActions.Awaiting(() => rig.Client("progeny-once").CheckAsync(LedgerRig.Request(), caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await rig.FindAsync("progeny")).ContinuationToken.Should().NotBeNull();
        (await rig.CheckAsync(client: "progeny-once")).IsLive.Should().BeTrue();
        rig.Posts(rig.Simulator.Progeny).Should().Be(1);
    }

    [Fact]
    public async Task A_paid_check_whose_time_ends_while_its_token_is_stored_can_be_continued()
    {
        TimeSpan timeout = TimeSpan.FromSeconds(20);
        await using LedgerRig rig = await StartAsync(timeProvider: Clock);
        rig.Ledger.BeforeHangingOnToken = () => Clock.Advance(timeout);

        LivenessException failure = await rig.FailAsync(LedgerRig.Request(timeout: timeout), "progeny-once");

        (failure.Error, failure.MayHaveBeenProcessed).Should().Be((LivenessError.TimedOut, true));
        failure.ContinuationToken.Should().NotBeNull().And.Be((await rig.FindAsync("progeny")).ContinuationToken);
        rig.Posts(rig.Simulator.Progeny).Should().Be(1);
    }

    [Fact]
    public async Task An_owner_that_was_paused_before_its_dispatch_does_not_send()
    {
        LedgerClaim? rival = null;
        LedgerRig? rig = null;
        await using LedgerRig started = rig = await StartAsync(
            builder => builder.UseRateLimiter("argos", _ => new PausingRateLimiter(async () =>
            {
                await AdvanceAsync(rig!.Ledger.Options.Lease * 2);
                rival = await rig.DispatchElsewhereAsync();
            })));

        Task<LivenessResult> check = rig.CheckAsync();
        await rig.WaitUntilAsync(() => rival is not null || check.IsCompleted);
        await rig.Ledger.CompleteAsync(rival!, new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live }, default);

        (await check).FromLedger.Should().BeTrue();
        rig.Posts().Should().Be(0);
    }

    [Fact]
    public async Task An_owner_that_was_paused_after_its_dispatch_does_not_write_the_photo()
    {
        LedgerClaim? rival = null;
        LedgerRig? rig = null;
        await using LedgerRig started = rig = await StartAsync(
            builder => builder.ConfigureHttpClient("argos", http => http.AddHttpMessageHandler(() => new PausingHandler(async () =>
            {
                if (rival is null)
                {
                    rig!.Ledger.Down.Add(nameof(CheckLedger.RenewAsync)); // A stopped process renews nothing.
                    await AdvanceAsync(TimeSpan.FromSeconds(2));
                    rival = await rig.DispatchElsewhereAsync(resendUnknown: true);
                }
            }))),
            timeProvider: Clock,
            lease: TimeSpan.FromSeconds(1));

        Task<LivenessResult> check = rig.CheckAsync();
        await rig.WaitUntilAsync(() => rival is not null || check.IsCompleted);
        await rig.Ledger.CompleteAsync(rival!, new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live }, default);
        while (!check.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(10);
        }

        (await check).FromLedger.Should().BeTrue();
        rig.Posts().Should().Be(0);
        LedgerEntry entry = await rig.FindAsync();
        (entry.State, entry.Billed, entry.PossiblyBilled).Should().Be((LedgerState.Answered, 1, 1));
    }

    [Fact]
    public async Task A_check_longer_than_its_lease_keeps_it()
    {
        await using LedgerRig rig = await StartAsync(lease: TimeSpan.FromSeconds(2));
        rig.Simulator.Argos.Always(Scenario.Slow(TimeSpan.FromSeconds(4)).Then(Scenario.Live));

        LivenessResult[] results = await Task.WhenAll(rig.CheckAsync(), rig.CheckAsync());

        results.Should().OnlyContain(result => result.IsLive);
        rig.Posts().Should().Be(1);
    }
}
