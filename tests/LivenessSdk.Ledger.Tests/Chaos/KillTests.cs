using System.Collections.Concurrent;
using System.Globalization;
using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Providers;
using LivenessSdk.Simulator;

namespace LivenessSdk.Ledger.Tests.Chaos;

/// <summary>Kills processes that share a ledger at random, stops others for longer than their lease, and crashes the database.</summary>
/// <remarks>The environment variables <c>LIVENESS_LEDGER_KEYS</c>, <c>LIVENESS_LEDGER_KILLS</c> and <c>LIVENESS_LEDGER_SEED</c> make longer runs of it.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("PostgreSQL", 4, 600, 8, false)]
    [InlineData("PostgreSQL", 3, 300, 3, true)]
    [InlineData("SQLite", 2, 400, 6, false)]
    public Task No_kill_pause_or_crash_pays_twice_or_loses_a_key(string engine, int processes, int keys, int kills, bool crashes) =>
        RunAsync(engine, processes, NumberOf("KEYS", keys), NumberOf("KILLS", kills), crashes);

    [Theory(Explicit = true)]
    [InlineData("PostgreSQL", 8, false)]
    [InlineData("PostgreSQL", 8, true)]
    [InlineData("SQLite", 2, false)]
    public Task No_kill_pause_or_crash_pays_twice_or_loses_a_key_in_the_whole_run(string engine, int processes, bool crashes) =>
        RunAsync(engine, processes, NumberOf("KEYS", 5000), NumberOf("KILLS", 35), crashes);

    private static int NumberOf(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable($"LIVENESS_LEDGER_{name}"), CultureInfo.InvariantCulture, out int number) ? number : usual;

    private async Task RunAsync(string engine, int processes, int keyCount, int kills, bool crashes)
    {
        int seed = NumberOf("SEED", 20261127);
        Random random = new(seed);
        using TemporaryFolder folder = new();
        using PostgreSqlServer? server = engine == "PostgreSQL" ? await PostgreSqlServer.StartOwnAsync() : null;
        string connectionString = server is null ? $"Data Source={folder.PathOf("ledger.db")};Pooling=False" : await server.CreateSchemaAsync();
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { KeepPhotos = false });
        WorkerSettings settings = WorkerSettings.Of(engine, connectionString, LedgerSecret.Generate("chaos"), s_lease, simulator.Riset, [])
            with { ChecksMany = engine == "SQLite" }; // As liveness bulk does; idempotent clients are killed on PostgreSQL.
        await using SqlCheckLedger ledger = settings.OpenLedger();
        await ledger.CreateSchemaAsync(TestContext.Current.CancellationToken);

        // 30 % of the wishes are repetitions; neighbors in the list are wished by different processes at the same time.
        string[] keys = [.. Enumerable.Range(0, keyCount).Select(i => $"k{i}")];
        string[] wishes = [.. keys.Concat(keys.Take(keyCount * 3 / 7)).OrderBy(_ => random.Next())];
        ConcurrentDictionary<string, ConcurrentBag<string>> told = [];
        WorkerSettings[] shares = [.. Enumerable.Range(0, processes).Select(i => settings with { Worker = $"w{i}", Keys = [.. wishes.Where((_, wish) => wish % processes == i)] })];
        Worker[] workers = [.. shares.Select(share => new Worker(share, told))];
        try
        {
            await workers[0].FirstAnswer.WaitAsync(TimeSpan.FromSeconds(100));
            await DisturbAsync(workers, kills, crashes ? server : null, random);
            await Task.WhenAll(workers.Select(worker => worker.Finished)).WaitAsync(TimeSpan.FromMinutes(20));
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Dispose());
        }

        int stopped = workers.Sum(worker => worker.Stops);
        await using SqlCheckLedger fresh = settings.OpenLedger(); // Its connections are younger than the last crash.
        await AssertAsync(fresh, simulator.Riset, keys, told, kills, $"{engine}, {processes} processes x {WorkerProcess.Concurrency}, {keyCount} keys, {wishes.Length} wishes, {stopped} stops, {(crashes ? 1 : 0)} crashes of the database, seed {seed}");
    }

    private static async Task DisturbAsync(Worker[] workers, int kills, PostgreSqlServer? server, Random random)
    {
        for (int kill = 0; kill < kills; kill++)
        {
            await Task.Delay(200);
            Worker victim = workers[random.Next(workers.Length)];
            if (kill % 4 == 3)
            {
                await workers[random.Next(workers.Length)].StopForAsync(s_lease * 1.5);
            }

            victim.Kill();
            if (server is not null && kill == kills / 2)
            {
                await server.CrashAsync();
            }
        }
    }

    private async Task AssertAsync(
        CheckLedger ledger, RisetSimulator vendor, string[] keys, ConcurrentDictionary<string, ConcurrentBag<string>> told, int kills, string run)
    {
        Dictionary<string, int> posts = vendor.Requests
            .Where(request => request.Kind == RequestKind.Billable && request.Fields.ContainsKey("trx_id"))
            .GroupBy(request => request.Fields["trx_id"])
            .ToDictionary(group => group.Key, group => group.Count());
        Dictionary<string, LedgerState> states = [];
        await foreach (LedgerEntry entry in ledger.ListAsync())
        {
            states.Add(entry.Key.IdempotencyKey, entry.State);
        }

        string[] unknown = [.. states.Where(state => state.Value != LedgerState.Answered).Select(state => state.Key)];
        int posted = unknown.Count(posts.ContainsKey);
        output.WriteLine($"{run}: {kills} kills; keys with more than one POST {posts.Count(post => post.Value > 1)}; missing {keys.Except(states.Keys).Count()}; unknown {unknown.Length}, of which posted {posted}");

        posts.Where(post => post.Value > 1).Should().BeEmpty("nothing is paid twice");
        keys.Except(states.Keys).Should().BeEmpty("none is lost");
        states.Values.Should().OnlyContain(state => state == LedgerState.Answered || state == LedgerState.Unknown || state == LedgerState.Failed);
        posts.Keys.Except(states.Keys).Should().BeEmpty("what was sent is remembered");
        unknown.Length.Should().BeLessThanOrEqualTo((kills + 1) * WorkerProcess.Concurrency);
        keys.ToHashSet().SetEquals(told.Keys).Should().BeTrue("every caller that lived was told");
        told.Where(key => states[key.Key] == LedgerState.Answered).Should().OnlyContain(key => key.Value.All(verdict => verdict == "Live" || verdict == "OutcomeUnknown"));
    }

    /// <summary>Represents a process that is started again whenever it was killed, until it has told all.</summary>
    private sealed class Worker : IDisposable
    {
        private readonly WorkerSettings _settings;
        private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _told;
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile WorkerProcess? _process;
        private volatile bool _isEnding;

        public Worker(WorkerSettings settings, ConcurrentDictionary<string, ConcurrentBag<string>> told)
        {
            _settings = settings;
            _told = told;
            Finished = Task.Run(RunAsync);
        }

        public Task Finished { get; }

        public Task FirstAnswer => _first.Task;

        public int Stops { get; private set; }

        public void Kill() => _process?.Kill();

        public async Task StopForAsync(TimeSpan time)
        {
            if (_process is not { } process || Finished.IsCompleted)
            {
                return;
            }

            Stops++;
            await process.StopAsync();
            await Task.Delay(time);
            await process.ContinueAsync();
        }

        public void Dispose()
        {
            _isEnding = true;
            _process?.Dispose();
        }

        private async Task RunAsync()
        {
            while (!_isEnding)
            {
                using WorkerProcess process = WorkerProcess.Start(_settings);
                _process = process;
                while (await process.ReadAsync() is { } line)
                {
                    if (line == "done")
                    {
                        return;
                    }

                    if (line.Split(' ') is [var key, var outcome] && outcome.Length > 0)
                    {
                        _told.GetOrAdd(key, _ => []).Add(outcome);
                        _first.TrySetResult();
                    }
                }
            }
        }
    }
}
