using System.Diagnostics;
using System.Globalization;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Keeps 512 checks under way at once, over real sockets.</summary>
/// <remarks>
/// Set <c>LIVENESS_LOAD_CHECKS</c> for more checks than the usual 3,000; a million take two to four minutes.
/// Set <c>LIVENESS_LOAD_OUTAGE</c> for an outage of that many seconds in the middle, instead of one that ends as soon as the run waits.
/// </remarks>
[Collection(RunsAlone.Name)]
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Concurrency = 512;
    private const int FewThreads = 100;
    private const long FlatBytes = 8 * 1024 * 1024;

    private int _mostThreads;

    [Fact]
    public async Task No_check_is_lost_memory_stays_flat_and_threads_stay_few()
    {
        int checks = Setting("LIVENESS_LOAD_CHECKS", otherwise: 3_000);
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync(
            new LivenessSimulatorOptions { KeepPhotos = false, MaxRequests = Concurrency });
        CountingHandler counter = new();
        await using ServiceProvider services = Build(simulator, counter);
        ILivenessClient client = services.GetRequiredService<ILivenessClient>();
        LivenessImage photo = SamplePhoto.ToImage();

        int lostEarly = await RunAsync(client, photo, checks / 3);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int lostLater = await RunAsync(client, photo, checks - (checks / 3));
        long after = GC.GetTotalMemory(forceFullCollection: true);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{checks} checks, {counter.Requests} messages, at most {_mostThreads} threads, {(after - before) / 1024} KB more in the end"));
        (lostEarly + lostLater).Should().Be(0);
        counter.Requests.Should().Be(checks);
        (after - before).Should().BeLessThan(FlatBytes);
        _mostThreads.Should().BeLessThan(FewThreads);
    }

    [Fact]
    public async Task No_check_is_lost_to_an_outage_in_the_middle_and_none_is_paid_twice()
    {
        int checks = Setting("LIVENESS_LOAD_CHECKS", otherwise: 3_000);
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync(
            new LivenessSimulatorOptions { KeepPhotos = false, MaxRequests = Concurrency });
        CountingHandler counter = new();
        await using ServiceProvider services = Build(simulator, counter);
        Outage outage = new(simulator.Argos);
        int done = 0;
        int answered = 0;

        IAsyncEnumerable<CheckManyItem> items = services.GetRequiredService<ILivenessClient>()
            .CheckManyAsync(RequestsAsync(checks), new CheckManyOptions { MaxConcurrency = Concurrency, Progress = outage });
        await foreach (CheckManyItem item in items)
        {
            answered += item.Outcome == CheckManyOutcome.Answered ? 1 : 0;
            if (++done == checks / 2)
            {
                outage.Begin(TimeSpan.FromSeconds(Setting("LIVENESS_LOAD_OUTAGE", otherwise: 0)));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{checks} checks, {answered} answered, {counter.Requests} messages, {counter.Answers} of them answered and paid for"));
        done.Should().Be(checks);
        answered.Should().Be(checks);
        counter.Answers.Should().Be(checks);
        counter.Requests.Should().BeGreaterThan(checks, "there was an outage");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    private static async IAsyncEnumerable<LivenessRequest> RequestsAsync(int count)
    {
        await Task.CompletedTask;
        LivenessImage photo = SamplePhoto.ToImage();
        for (int i = 0; i < count; i++)
        {
            yield return new LivenessRequest(photo);
        }
    }

    /// <summary>Runs checks, and returns how many of them did not come out as live.</summary>
    private async Task<int> RunAsync(ILivenessClient client, LivenessImage photo, int checks)
    {
        int next = -1;
        int lost = 0;
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) < checks)
            {
                if (!await IsLiveAsync(client, photo))
                {
                    Interlocked.Increment(ref lost);
                }

                InterlockedMax(ref _mostThreads, ThreadPool.ThreadCount);
            }
        })));
        return lost;
    }

    private async Task<bool> IsLiveAsync(ILivenessClient client, LivenessImage photo)
    {
        try
        {
            return (await client.CheckAsync(photo)).IsLive;
        }
        catch (LivenessException e)
        {
            output.WriteLine(e.Message);
            return false;
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen = Volatile.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is var actual && actual != seen)
        {
            seen = actual;
        }
    }

    private static ServiceProvider Build(LivenessSimulator simulator, CountingHandler counter)
    {
        ServiceCollection services = new();
        services.AddLiveness()
            .AddArgos(options =>
            {
                options.Endpoint = simulator.Argos.Endpoint;
                options.ApiKey = simulator.Argos.ApiKey;
                options.Timeout = TimeSpan.FromMinutes(5); // A machine that does other things meanwhile may be slow.
                options.Resilience.AttemptTimeout = TimeSpan.FromMinutes(5);
                options.Resilience.BreakDuration = TimeSpan.FromSeconds(1);
            })
            .ConfigureHttpClient("argos", client => client.AddHttpMessageHandler(() => counter));
        return services.BuildServiceProvider();
    }

    /// <summary>Represents a vendor's failure that lasts some time, and at least until the run waits for its end.</summary>
    private sealed class Outage(VendorSimulator vendor) : IProgress<CheckManyProgress>
    {
        private readonly Stopwatch _time = new();
        private TimeSpan _duration;

        public void Begin(TimeSpan duration)
        {
            _duration = duration;
            _time.Start();
            vendor.Always(Scenario.Unavailable());
        }

        public void Report(CheckManyProgress value)
        {
            if (value.Outage is not null && _time.Elapsed >= _duration)
            {
                vendor.Always(Scenario.Live);
            }
        }
    }

    private sealed class CountingHandler : DelegatingHandler
    {
        private int _requests;
        private int _answers;

        public int Requests => Volatile.Read(ref _requests);

        public int Answers => Volatile.Read(ref _answers);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _answers);
            }

            return response;
        }
    }
}
