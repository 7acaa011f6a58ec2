using LivenessSdk.Benchmarks.Measuring;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Measures what the library adds to a call, side by side with clients that do without it.</summary>
internal static class OverheadBenchmarks
{
    public static async Task RunAsync(Table table)
    {
        await MemoryBenchmarks.RunAsync(table);
        await LoopbackBenchmarks.RunAsync(table);
    }
}
