using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Tests.Support;
using LivenessSdk.Tests.Verdicts;

namespace LivenessSdk.Benchmarks.Responses;

/// <summary>Measures what a vendor's response costs, from the first byte of its body to the result: recorded ones, and such as are made to exhaust us.</summary>
internal static class ResponseBenchmarks
{
    private const int Rounds = 5;

    public static async Task RunAsync(Table table)
    {
        foreach (ResponseVendor vendor in ResponseVendor.All)
        {
            await using ResponseClient client = vendor.CreateClient();
            RecordedResponse live = RecordedResponse
                .LoadFolder(Repository.PathOf("tests", "LivenessSdk.Tests", "Providers", vendor.Name, "Replies"))
                .Single(response => response.Name == vendor.Live);
            (double usual, long usualBytes) = await MeasureAsync(client, vendor, live);
            table.Add($"{vendor.Name}: a whole check with the recorded response '{vendor.Live}'", $"{Table.Text(usual, "ms")}, {Table.Text(usualBytes, "bytes")}");

            List<(string Name, double Milliseconds, long Bytes)> costs = [];
            foreach (RecordedResponse response in HostileResponses.All)
            {
                (double milliseconds, long bytes) = await MeasureAsync(client, vendor, response);
                costs.Add((response.Name, milliseconds, bytes));
            }

            (string Name, double Milliseconds, long Bytes) slowest = costs.MaxBy(cost => cost.Milliseconds);
            (string Name, double Milliseconds, long Bytes) largest = costs.MaxBy(cost => cost.Bytes);
            table.AddAtMost($"{vendor.Name}: {costs.Count} hostile responses, the slowest", slowest.Milliseconds, 50, "ms", $" ({slowest.Name})");
            table.AddAtMost($"{vendor.Name}: {costs.Count} hostile responses, the most allocated", largest.Bytes, 8 * 1024 * 1024, "bytes", $" ({largest.Name})");
        }
    }

    /// <summary>Measures one check: the median of its times, and the least that it allocated in the process.</summary>
    private static async Task<(double Milliseconds, long Bytes)> MeasureAsync(ResponseClient client, ResponseVendor vendor, RecordedResponse response)
    {
        long bytes = long.MaxValue;
        double[] times = await Stopclock.CompareAsync(Rounds, async () =>
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await client.CheckAsync(response, vendor.Request);
            bytes = Math.Min(bytes, GC.GetTotalAllocatedBytes(precise: true) - before);
        });
        return (times[0], bytes);
    }
}
