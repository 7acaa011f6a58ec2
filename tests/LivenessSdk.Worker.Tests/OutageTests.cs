using LivenessSdk.Worker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LivenessSdk.Worker.Tests;

public sealed class OutageTests
{
    [Fact]
    public async Task Messages_move_to_the_retry_queues_while_the_vendor_is_down_and_come_back()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Options.OutageTimeout = TimeSpan.FromMilliseconds(200);
        rig.Simulator.Argos.Always(Scenario.Unavailable());
        string[] keys = [.. Enumerable.Range(0, 6).Select(i => $"k{i}")];
        foreach (string key in keys)
        {
            await rig.PublishAsync(key);
        }

        await rig.StartAsync();
        await WorkerRig.WaitUntilAsync(async () => await rig.Inbox.CountAsync(rig.FirstRetry) > 0);
        await WorkerRig.WaitUntilAsync(async () => (await rig.CheckHealthAsync()).Status == HealthStatus.Degraded);
        rig.Simulator.Argos.Always(Scenario.Live);

        List<string> answered = [];
        while (answered.Count < keys.Length)
        {
            CheckResultMessage result = await rig.Inbox.ReadResultAsync();
            result.Outcome.Verdict.Should().Be(LivenessVerdict.Live);
            answered.Add(result.Key);
        }

        answered.Should().BeEquivalentTo(keys);
        (await rig.Inbox.CountAsync(rig.DeadLetters)).Should().Be(0);
        (await rig.CheckHealthAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Rejected_credentials_pause_the_worker_and_empty_nothing_into_the_dead_letters()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Simulator.Argos.Always(Scenario.Unauthorized);
        await rig.StartAsync();
        foreach (int i in Enumerable.Range(0, 8))
        {
            await rig.PublishAsync($"k{i}");
        }

        await WorkerRig.WaitUntilAsync(async () => (await rig.CheckHealthAsync()).Status == HealthStatus.Degraded);
        int tries = rig.Posts;
        rig.Simulator.Argos.Always(Scenario.Live);
        foreach (int _ in Enumerable.Range(0, 8))
        {
            (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);
        }

        tries.Should().BeLessThanOrEqualTo(rig.Options.Concurrency + 1, "one check at a time finds out whether the outage is over");
        (await rig.Inbox.CountAsync(rig.DeadLetters)).Should().Be(0);
    }

    [Fact]
    public async Task Nothing_is_sent_while_the_database_is_down()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Ledger.Down.Add(nameof(CheckLedger.ClaimAsync));
        await rig.StartAsync();
        await rig.PublishAsync("k");

        await WorkerRig.WaitUntilAsync(async () => (await rig.CheckHealthAsync()).Status == HealthStatus.Degraded);
        rig.Posts.Should().Be(0);
        (await rig.CheckHealthAsync()).Description.Should().Contain("LedgerUnavailable");
        rig.Ledger.Down.Clear();

        (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);
        rig.Posts.Should().Be(1);
    }

    [Fact]
    public async Task A_photo_that_alone_fails_is_a_dead_letter_in_the_end_and_holds_up_no_other()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Options.OutageTimeout = TimeSpan.FromMilliseconds(50);
        rig.Options.RetryDelays = [TimeSpan.FromMilliseconds(100)];
        await rig.StartAsync(services => services.AddSingleton<PhotoSource>(new BadStorage()));

        await rig.Publisher.PublishAsync(new CheckMessage("bad", "bad", "argos"), TestContext.Current.CancellationToken);
        Task<ReceivedMessage> dead = rig.Inbox.TakeAsync(rig.DeadLetters);
        int others = 0;
        while (!dead.IsCompleted)
        {
            await rig.PublishAsync($"good-{others++}");
            (await rig.Inbox.ReadResultAsync()).Key.Should().NotBeNull();
        }

        (await dead).MessageId.Should().Be("bad");
        (await dead).Header("liveness-error").Should().Be("Unavailable");
        others.Should().BePositive();
    }

    [Fact]
    public async Task A_check_that_is_in_flight_elsewhere_waits_in_a_retry_queue_and_is_unknown_when_its_owner_was_killed()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync(lease: TimeSpan.FromSeconds(3));
        rig.Options.RetryDelays = [TimeSpan.FromMilliseconds(200)];
        await rig.ConnectAsync();
        await rig.DispatchElsewhereAsync("k");
        await rig.StartAsync(services => services.AddSingleton<PhotoSource>(new FailingOnce())); // Then the message was delivered before.

        await rig.PublishAsync("k");

        CheckResultMessage result = await rig.Inbox.ReadResultAsync();
        result.Outcome.Error.Should().Be(LivenessError.OutcomeUnknown);
        result.Reason.Should().Contain("liveness ledger unknown");
        (await rig.Inbox.TakeAsync(rig.DeadLetters)).Header("liveness-error").Should().Be("OutcomeUnknown");
        rig.Posts.Should().Be(0);
        (await rig.CheckHealthAsync()).Data["unknown"].Should().Be(1L);
        ((long)(await rig.CheckHealthAsync()).Data["postponed"]).Should().BePositive();
    }

    [Fact]
    public async Task A_message_that_met_an_error_of_the_worker_is_given_back()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await rig.StartAsync(services => services.AddSingleton<PhotoSource>(new FailingOnce()));

        await rig.PublishAsync("k");

        (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);
        rig.Logs.Lines.Should().Contain(line => line.Contains("failed because of an error in the worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_that_the_vendor_still_works_on_is_continued_and_not_paid_again()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Options.RetryDelays = [TimeSpan.FromMilliseconds(200)];
        await rig.ConnectAsync();
        rig.Simulator.Progeny.Next(Scenario.Pending(2));
        await rig.StartAsync(services => services.Configure<ProgenyOptions>("progeny", options => options.Timeout = TimeSpan.FromSeconds(1)));

        await rig.PublishAsync("k", "progeny");

        (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);
        rig.Simulator.Progeny.Requests.Count(request => request.Kind == Providers.RequestKind.Billable).Should().Be(1);
    }

    [Fact]
    public async Task A_request_of_a_photo_source_that_would_not_wait_is_waited_for()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Simulator.Progeny.Next(Scenario.Pending(2));
        await rig.StartAsync(services => services.AddSingleton<PhotoSource>(new Impatient()));

        await rig.PublishAsync("k", "progeny");

        (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);
        (await rig.FindAsync("k", "progeny"))!.State.Should().Be(LedgerState.Answered);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1_000_000_000)]
    public async Task A_client_is_tried_again_within_an_hour_whatever_a_host_says(int seconds)
    {
        ManualTimeProvider time = new();
        ClientGate gate = new(TimeSpan.Zero, time);
        LivenessException failure = new(LivenessError.Unavailable, "The host is down.") { RetryAfter = TimeSpan.FromSeconds(seconds) };
        gate.Close(failure, GateTurn.Check, isSuspicion: false);
        GateTurn before = await gate.EnterAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(Math.Min(seconds, 3600)));

        before.Should().Be(GateTurn.Postpone);
        (await gate.EnterAsync(TestContext.Current.CancellationToken)).Should().Be(GateTurn.Probe);
    }

    private sealed class Impatient : PhotoSource
    {
        public override bool CanLoad(string reference) => true;

        public override Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken) =>
            Task.FromResult(new LivenessRequest(SamplePhoto.ToImage()) { ReturnWhenPending = true });
    }

    private sealed class BadStorage : PhotoSource
    {
        public override bool CanLoad(string reference) => reference == "bad";

        public override Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken) =>
            throw new LivenessException(LivenessError.Unavailable, "The storage has a bad sector.");
    }

    private sealed class FailingOnce : PhotoSource
    {
        private int _calls;

        public override bool CanLoad(string reference) => true;

        public override Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _calls) == 1
                ? throw new InvalidOperationException("A programming mistake.")
                : Task.FromResult(new LivenessRequest(SamplePhoto.ToImage()));
    }
}
