using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Simulator;

namespace LivenessSdk.Ledger.Tests;

public sealed class InMemoryCheckManyLedgerTests() : CheckManyLedgerTests(null);

public sealed class SqliteCheckManyLedgerTests() : CheckManyLedgerTests("SQLite");

public sealed class PostgreSqlCheckManyLedgerTests() : CheckManyLedgerTests("PostgreSQL");

/// <summary>States how a run over many photos works with a ledger.</summary>
public abstract class CheckManyLedgerTests(string? engine) : LedgerTest(engine)
{
    [Fact]
    public async Task A_run_that_is_repeated_pays_nothing()
    {
        await using LedgerRig rig = await StartAsync();

        List<CheckManyItem> first = await RunAsync(rig, "argos", ["a", "b", "c"]);
        List<CheckManyItem> second = await RunAsync(rig, "argos", ["a", "b", "c"]);

        rig.Posts().Should().Be(3);
        first.Should().OnlyContain(item => item.Outcome == CheckManyOutcome.Answered && !item.FromLedger);
        second.Should().OnlyContain(item => item.Outcome == CheckManyOutcome.Answered && item.FromLedger && item.Result!.IsLive);
        second.Select(item => item.IdempotencyKey).Should().BeEquivalentTo("a", "b", "c");
    }

    [Fact]
    public async Task A_repeated_key_in_one_run_is_one_check()
    {
        await using LedgerRig rig = await StartAsync();

        List<CheckManyItem> items = await RunAsync(rig, "argos", ["a", "a", "a"]);

        rig.Posts().Should().Be(1);
        items.Should().HaveCount(3).And.OnlyContain(item => item.Result!.IsLive);
    }

    [Fact]
    public async Task A_run_of_another_name_is_another_run()
    {
        await using LedgerRig rig = await StartAsync();

        await RunAsync(rig, "argos", ["a"], new CheckManyOptions { Ledger = rig.Ledger, RunName = "may" });
        await RunAsync(rig, "argos", ["a"], new CheckManyOptions { Ledger = rig.Ledger, RunName = "june" });

        rig.Posts().Should().Be(2);
        (await rig.Ledger.FindAsync(new LedgerKey("a", "argos") { Run = "june" }))!.State.Should().Be(LedgerState.Answered);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("line\nbreak")]
    public async Task A_request_without_a_usable_key_is_an_argument_exception(string? reference)
    {
        await using LedgerRig rig = await StartAsync();

        await FluentActions.Awaiting(() => RunAsync(rig, "argos", [reference])).Should().ThrowAsync<ArgumentException>();

        rig.Posts().Should().Be(0);
    }

    [Theory]
    [InlineData("argos", "dojah")]
    [InlineData("argos-once", "dojah-once")]
    public async Task Under_a_composition_each_vendor_has_one_entry(string first, string second)
    {
        await using LedgerRig rig = await StartAsync(builder => builder.AddFailover("both", first, second));
        rig.Simulator.Argos.Always(Scenario.Unavailable());

        await RunAsync(rig, "both", ["a"]);
        List<CheckManyItem> again = await RunAsync(rig, "both", ["a"]);

        rig.Posts(rig.Simulator.Dojah).Should().Be(1);
        again.Single().Result.Should().Match<LivenessResult>(result => result.FromLedger && result.ClientName == "dojah");
        List<LedgerEntry> entries = [];
        await foreach (LedgerEntry entry in rig.Ledger.ListAsync())
        {
            entries.Add(entry);
        }

        entries.Select(entry => (entry.Key.Client, entry.State)).Should().BeEquivalentTo([("argos", LedgerState.Released), ("dojah", LedgerState.Answered)]);
    }

    [Fact]
    public async Task What_may_have_been_paid_is_unknown_and_sent_again_on_request_only()
    {
        await using LedgerRig rig = await StartAsync();
        await rig.Ledger.SuspendAsync(await rig.DispatchElsewhereAsync(), default);

        (await RunAsync(rig, "argos", ["k"])).Single().Outcome.Should().Be(CheckManyOutcome.Unknown);
        rig.Posts().Should().Be(0);

        CheckManyOptions resend = new() { Ledger = rig.Ledger, ResendUnknown = true };
        (await RunAsync(rig, "argos", ["k"], resend)).Single().Outcome.Should().Be(CheckManyOutcome.Answered);
        rig.Posts().Should().Be(1);
    }

    [Fact]
    public async Task A_check_in_flight_elsewhere_is_waited_for_beyond_the_time_of_its_request()
    {
        await using LedgerRig rig = await StartAsync();
        LedgerClaim other = await rig.DispatchElsewhereAsync();
        int claims = rig.Ledger.Claims;
        Task<List<CheckManyItem>> run = RunAsync(rig, "argos", ["k"], timeout: TimeSpan.FromMilliseconds(100));

        // One request of 100 ms asks three times at most, since it waits for 50 ms after the first.
        await rig.WaitUntilAsync(() => run.IsCompleted || rig.Ledger.Claims > claims + 3);
        await rig.Ledger.CompleteAsync(other, new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live }, default);

        (await run).Single().Should().Match<CheckManyItem>(item => item.Outcome == CheckManyOutcome.Answered && item.FromLedger);
        rig.Posts().Should().Be(0);
    }

    [Fact]
    public async Task A_ledger_that_is_down_is_waited_out()
    {
        await using LedgerRig rig = await StartAsync();
        rig.Ledger.Down.Add(nameof(CheckLedger.ClaimAsync));
        CheckManyOptions options = new()
        {
            Ledger = rig.Ledger,
            Progress = new Progress(progress =>
            {
                if (progress.Outage?.Error == LivenessError.LedgerUnavailable)
                {
                    rig.Ledger.Down.Clear();
                }
            }),
        };

        List<CheckManyItem> items = await RunAsync(rig, "argos", ["a", "b", "c"], options);

        items.Should().HaveCount(3).And.OnlyContain(item => item.Result!.IsLive);
        rig.Posts().Should().Be(3);
    }

    [Fact]
    public async Task A_client_of_the_application_counts_as_one_vendor_and_is_asked_once()
    {
        await using LedgerRig rig = await StartAsync();
        CountingClient client = new();

        await foreach (CheckManyItem item in client.CheckManyAsync(Requests(["a"]), new CheckManyOptions { Ledger = rig.Ledger }))
        {
            item.Result!.IsLive.Should().BeTrue();
            (await rig.Ledger.FindAsync(new LedgerKey("a", nameof(CountingClient))))!.State.Should().Be(LedgerState.Answered);
        }

        await foreach (CheckManyItem item in client.CheckManyAsync(Requests(["a"]), new CheckManyOptions { Ledger = rig.Ledger }))
        {
            item.FromLedger.Should().BeTrue();
        }

        client.Count.Should().Be(1);
    }

    [Fact]
    public async Task A_journal_of_version_0_1_is_imported_once_and_not_changed()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("run.journal");
        string journal = """
            {"journal":"LivenessSdk","version":1}
            {"event":"Intent","index":0,"transactionId":"answered"}
            {"event":"Answer","index":0,"transactionId":"answered","provider":"argos","vendor":"Argos","verdict":"NotLive","verdictSource":"Threshold","score":0.1,"threshold":0.5,"reasons":["PresentationAttack"],"reference":"r-1"}
            {"event":"Intent","index":1,"transactionId":"lost"}
            {"event":"Intent","index":2,"transactionId":"failed"}
            {"event":"Failure","index":2,"transactionId":"failed","provider":"argos","error":"Unavailable","mayHaveBeenProcessed":true}
            {"event":"Intent","index":3,"transactionId":"unpaid"}
            {"event":"Failure","index":3,"transactionId":"unpaid","provider":"argos","error":"RateLimited","mayHaveBeenProcessed":false}
            {"event":"Intent","index":4,"transactionId":"torn"
            """.ReplaceLineEndings("\n");
        await File.WriteAllTextAsync(path, journal, TestContext.Current.CancellationToken);
        string[] keys = ["answered", "lost", "failed", "unpaid"];
        await using LedgerRig rig = await StartAsync();

        List<CheckManyItem> imported = await RunAsync(rig, "argos", keys, new CheckManyOptions { Ledger = rig.Ledger, JournalPath = path, InOrder = true });
        List<CheckManyItem> later = await RunAsync(rig, "argos", keys, new CheckManyOptions { Ledger = rig.Ledger, InOrder = true });

        rig.Posts().Should().Be(1, "only the unpaid one is sent");
        foreach (List<CheckManyItem> items in new[] { imported, later })
        {
            items.Select(item => item.Outcome).Should().Equal(CheckManyOutcome.Answered, CheckManyOutcome.Unknown, CheckManyOutcome.Failed, CheckManyOutcome.Answered);
            (items[0].Result!.Verdict, items[0].Result!.TransactionId, items[2].Failure!.Error).Should().Be((LivenessVerdict.NotLive, "r-1", LivenessError.Unavailable));
        }

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Should().Be(journal);
    }

    private static async Task<List<CheckManyItem>> RunAsync(
        LedgerRig rig, string client, string?[] keys, CheckManyOptions? options = null, TimeSpan? timeout = null)
    {
        List<CheckManyItem> items = [];
        await foreach (CheckManyItem item in rig.Client(client).CheckManyAsync(Requests(keys, timeout), options ?? new CheckManyOptions { Ledger = rig.Ledger }))
        {
            items.Add(item);
        }

        return items;
    }

    private static async IAsyncEnumerable<LivenessRequest> Requests(string?[] keys, TimeSpan? timeout = null)
    {
        await Task.CompletedTask;
        foreach (string? key in keys)
        {
            yield return new LivenessRequest(SamplePhoto.ToImage()) { TransactionId = key, Timeout = timeout };
        }
    }

    private sealed class CountingClient : ILivenessClient
    {
        public int Count { get; private set; }

        public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
        {
            Count++;
            return Task.FromResult(new LivenessResult { ClientName = "own", Verdict = LivenessVerdict.Live });
        }
    }

    private sealed class Progress(Action<CheckManyProgress> report) : IProgress<CheckManyProgress>
    {
        public void Report(CheckManyProgress value) => report(value);
    }
}
