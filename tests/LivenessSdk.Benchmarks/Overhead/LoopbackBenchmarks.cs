using System.Globalization;
using System.Net;
using LivenessSdk.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Measures checks over real sockets, with ever more of them at once, side by side with the hand-written client.</summary>
internal static class LoopbackBenchmarks
{
    private const int Rounds = 10;
    private const int ChecksPerRound = 4096;

    public static async Task RunAsync(Table table)
    {
        ReadOnlyMemory<byte> photo = SamplePhoto.Bytes;
        LivenessImage image = LivenessImage.FromBytes(photo);
        await using LoopbackVendor vendor = await LoopbackVendor.StartAsync();
        using SocketsHttpHandler network = CreateNetwork();
        using HttpClient http = new(network);
        HandWrittenClient handWritten = new(http, new Uri(vendor.Endpoint, "liveness"));
        await using LivenessClient ours = LivenessClient.Create(liveness => liveness.AddArgos(options =>
        {
            options.Endpoint = vendor.Endpoint;
            options.ApiKey = "key";
        }));

        foreach (int concurrency in new[] { 1, 64, 512 })
        {
            Func<Task> check = () => RunAsync(concurrency, async () => (await ours.CheckAsync(image).ConfigureAwait(false)).IsLive);
            Func<Task> byHand = () => RunAsync(concurrency, () => handWritten.IsLiveAsync(photo));
            await Stopclock.WarmUpAsync(TimeSpan.FromSeconds(3), check, byHand);
            List<double> work = [];
            List<double> workByHand = [];
            double[] times = await Stopclock.CompareAsync(Rounds, Clocked(check, work), Clocked(byHand, workByHand));
            table.AddAtLeast(
                string.Create(CultureInfo.InvariantCulture, $"loopback, {concurrency} at once: throughput / the hand-written client's"),
                times[1] / times[0],
                0.9,
                "",
                $" ({Table.Text(ChecksPerRound / times[0] * 1000, "")} : {Table.Text(ChecksPerRound / times[1] * 1000, "")} a second)");
            table.Add(
                "the same: processor time of a check, of the hand-written client; with the server's",
                $"{Table.Text(Stopclock.Median([.. work]), "µs")}, {Table.Text(Stopclock.Median([.. workByHand]), "µs")}");
        }
    }

    /// <summary>Returns what the hand-written client sends through, set as the library sets its own, so that only the clients differ.</summary>
    public static SocketsHttpHandler CreateNetwork() =>
        new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 512,
        };

    /// <summary>Notes the processor time a check too, which moves less than the throughput does when the machine has other work.</summary>
    private static Func<Task> Clocked(Func<Task> run, List<double> work) => async () =>
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await run();
        work.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / ChecksPerRound);
    };

    private static Task RunAsync(int concurrency, Func<Task<bool>> check)
    {
        int left = ChecksPerRound;
        return Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                if (!await check().ConfigureAwait(false))
                {
                    throw new InvalidOperationException("The check did not come out live.");
                }
            }
        })));
    }
}
