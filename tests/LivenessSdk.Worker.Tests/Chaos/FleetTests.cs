using System.Diagnostics;
using System.Globalization;
using LivenessSdk.Worker.Tests.Support;

namespace LivenessSdk.Worker.Tests.Chaos;

/// <summary>Kills workers at random, kills and stops their broker, and crashes their database.</summary>
/// <remarks>The environment variables <c>LIVENESS_FLEET_PHOTOS</c> and <c>LIVENESS_FLEET_SEED</c> make longer runs of it.</remarks>
public sealed class FleetTests(ITestOutputHelper output)
{
    private const int Workers = 3;
    private const int Concurrency = 16;

    [Fact]
    public Task Nothing_is_lost_or_paid_twice_whatever_is_killed() => DisturbAsync(photos: 400, limit: 30, interval: TimeSpan.FromSeconds(2));

    [Fact(Explicit = true)]
    public Task Nothing_is_lost_or_paid_twice_in_the_whole_run() =>
        DisturbAsync(NumberOf("PHOTOS", 5000), limit: 200, interval: TimeSpan.FromSeconds(1));

    [Fact(Explicit = true)]
    public async Task Workers_keep_one_limit_together()
    {
        const int limit = 200;
        const int photos = 3000;
        await using Fleet fleet = await Fleet.CreateAsync(Concurrency);
        fleet.Limit(limit);
        await fleet.PublishAsync(photos);
        await fleet.StartAsync(Workers);
        while (fleet.Count.Arrivals.Length < photos)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Workers} workers, limit {limit}/s: {fleet.Count.SteadyRate():0.0}/s, at most {fleet.Count.CountBusiestSecond()} in a second"));
        fleet.Count.CountBusiestSecond().Should().BeLessThanOrEqualTo(limit * 11 / 10);
    }

    [Fact(Explicit = true)]
    public async Task Three_workers_do_more_than_two_and_a_half_times_the_work_of_one()
    {
        double one = await MeasureAsync(1, 4000);
        double three = await MeasureAsync(3, 12_000);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Concurrency} in flight a worker, no limit, vendor 100 ms: one worker {one:0}/s, three {three:0}/s, ratio {three / one:0.00}"));
        (three / one).Should().BeGreaterThanOrEqualTo(2.5);
    }

    private static int NumberOf(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable($"LIVENESS_FLEET_{name}"), CultureInfo.InvariantCulture, out int number) ? number : usual;

    private async Task<double> MeasureAsync(int workers, int photos)
    {
        await using Fleet fleet = await Fleet.CreateAsync(Concurrency);
        fleet.Simulator.Argos.Always(Scenario.Slow(TimeSpan.FromMilliseconds(100)));
        await fleet.PublishAsync(photos);
        await fleet.StartAsync(workers);
        while (fleet.Count.Arrivals.Length < photos)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        output.WriteLine($"{workers} worker(s): {string.Join(", ", fleet.Workers.Select(worker => string.Create(CultureInfo.InvariantCulture, $"started in {worker.StartTime.TotalSeconds:0.0} s, {worker.WorkingSet / 1_000_000} MB")))}");
        return fleet.Count.SteadyRate();
    }

    private async Task DisturbAsync(int photos, int limit, TimeSpan interval)
    {
        int seed = NumberOf("SEED", 20261127);
        await using Fleet fleet = await Fleet.CreateAsync(Concurrency);
        fleet.Limit(limit);
        Dictionary<string, string> hashes = await fleet.PublishAsync(photos);
        Dictionary<string, List<string>> results = [];
        Disturbance disturbance = new(fleet, new Random(seed), interval);
        long began = Stopwatch.GetTimestamp();
        await fleet.StartAsync(Workers);
        using (CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            Task disturbing = disturbance.RunAsync(stop.Token);
            while (results.Count < photos || !disturbance.IsComplete)
            {
                await Task.WhenAny(Task.Delay(500, stop.Token), disturbing);
                disturbing.IsFaulted.Should().BeFalse("{0}", disturbing.Exception);
                fleet.Count.Read(fleet.Simulator.Argos);
                await fleet.TakeResultsAsync(results);
                Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(80 + (photos / 20)), "{0} of {1} results came; {2}", results.Count, photos, Tell(fleet));
            }

            await stop.CancelAsync();
            await disturbing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
        await fleet.StopAsync();
        fleet.Count.Read(fleet.Simulator.Argos);
        await AssertAsync(fleet, hashes, results, disturbance, elapsed, limit);
    }

    private async Task AssertAsync(
        Fleet fleet, Dictionary<string, string> hashes, Dictionary<string, List<string>> results, Disturbance disturbance, TimeSpan elapsed, int limit)
    {
        Dictionary<string, LedgerState> states = await fleet.ReadLedgerAsync();
        string[] unknown = [.. states.Where(state => state.Value != LedgerState.Answered).Select(state => state.Key)];
        string[] twice = [.. hashes.Where(photo => fleet.Count.Posts.GetValueOrDefault(photo.Value) > 1).Select(photo => photo.Key)];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Workers} workers x {Concurrency}, {hashes.Count} photos, {disturbance.Kills} workers killed, broker killed and stopped, database crashed: paid twice {twice.Length}; lost {hashes.Keys.Except(states.Keys).Count()}; unknown {unknown.Length}, of which posted {unknown.Count(key => fleet.Count.Posts.ContainsKey(hashes[key]))}; results {results.Values.Sum(outcomes => outcomes.Count)}; most in a second {fleet.Count.CountBusiestSecond()}, limit {limit}; first answer after the broker is back {string.Join(" and ", disturbance.FirstAnswers.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")))}; {elapsed.TotalSeconds:0} s"));

        twice.Should().BeEmpty("nothing is paid twice");
        hashes.Keys.Except(states.Keys).Should().BeEmpty("none is lost");
        states.Values.Should().OnlyContain(state => state == LedgerState.Answered || state == LedgerState.Unknown || state == LedgerState.Failed);
        unknown.Length.Should().BeLessThanOrEqualTo(disturbance.Kills * Concurrency);
        hashes.Keys.ToHashSet().SetEquals(results.Keys).Should().BeTrue("each check ends with a result");
        results.Where(result => states[result.Key] == LedgerState.Answered).Should().OnlyContain(result => result.Value.All(outcome => outcome == "Live" || outcome == "OutcomeUnknown"));
    }

    private static string Tell(Fleet fleet) =>
        string.Join(Environment.NewLine, fleet.Workers.SelectMany(worker => worker.Lines.TakeLast(15)));
}
