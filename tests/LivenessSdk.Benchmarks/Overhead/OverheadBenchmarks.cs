using LivenessSdk.Benchmarks.Measuring;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Measures what the library adds to a call, side by side with clients that do without it.</summary>
internal static class OverheadBenchmarks
{
    /// <summary>Prints the table.</summary>
    /// <returns>Whether every bound is met.</returns>
    public static async Task<bool> RunAsync()
    {
        Table table = new();
        await MemoryBenchmarks.RunAsync(table);
        await LoopbackBenchmarks.RunAsync(table);
        table.Print();
        return table.AllMet;
    }
}
