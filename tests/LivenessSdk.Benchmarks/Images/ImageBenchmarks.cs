using LivenessSdk.Benchmarks.Measuring;

namespace LivenessSdk.Benchmarks.Images;

/// <summary>Measures what a photo costs on its way to the vendor, side by side with what others use for the same work.</summary>
internal static class ImageBenchmarks
{
    public static async Task RunAsync(Table table)
    {
        VipsLibrary.Require();
        HeaderBenchmarks.Run(table);
        await TranscodingBenchmarks.RunAsync(table);
        await Base64Benchmarks.RunAsync(table);
        await HostileBenchmarks.RunAsync(table);
    }
}
