using System.Diagnostics;
using System.Globalization;
using LivenessSdk;
using LivenessSdk.Benchmarks.Overhead;
using Microsoft.Extensions.DependencyInjection;

// Prints what a check costs with the version of the library that this was built against: a line for each figure, name and number.
if (args is ["verdict", string file, string certificate])
{
    await VerdictTime.PrintAsync(file, certificate);
    return;
}

const int Rounds = 5;
const int ChecksPerRound = 4096;
LivenessImage photo = LivenessImage.FromBytes(await File.ReadAllBytesAsync(args[0]));

await using LoopbackVendor vendor = await LoopbackVendor.StartAsync();
await using LivenessClient overSockets = Create(vendor.Endpoint, null);
foreach (int concurrency in new[] { 1, 64 })
{
    await WarmUpAsync(() => RunAsync(overSockets, concurrency));
    List<double> rates = [];
    List<double> work = [];
    for (int round = 0; round < Rounds; round++)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await RunAsync(overSockets, concurrency);
        rates.Add(ChecksPerRound / Stopwatch.GetElapsedTime(start).TotalSeconds);
        work.Add((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / ChecksPerRound);
    }

    Print($"throughput-{concurrency}", Median(rates));
    Print($"processor-{concurrency}", Median(work));
}

using DrainingHandler memory = new();
await using LivenessClient inMemory = Create(new Uri("https://argos.example/"), memory);
await WarmUpAsync(() => RunAsync(inMemory, 1));
List<double> times = [];
long before = GC.GetTotalAllocatedBytes(precise: true);
for (int round = 0; round < Rounds; round++)
{
    long start = Stopwatch.GetTimestamp();
    await RunAsync(inMemory, 1);
    times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / ChecksPerRound);
}

Print("memory-time", Median(times));
Print("memory-bytes", (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(Rounds * ChecksPerRound));

static LivenessClient Create(Uri endpoint, HttpMessageHandler? network) => LivenessClient.Create(liveness =>
{
    liveness.AddArgos(options =>
    {
        options.Endpoint = endpoint;
        options.ApiKey = "key";
    });
    if (network is not null)
    {
        liveness.ConfigureHttpClient("argos", client => client.ConfigurePrimaryHttpMessageHandler(() => network));
    }
});

static async Task WarmUpAsync(Func<Task> run)
{
    for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3);)
    {
        await run();
    }
}

async Task RunAsync(LivenessClient client, int concurrency)
{
    int left = ChecksPerRound;
    await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
    {
        while (Interlocked.Decrement(ref left) >= 0)
        {
            if (!(await client.CheckAsync(photo)).IsLive)
            {
                throw new InvalidOperationException("The check did not come out live.");
            }
        }
    })));
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F2}"));
