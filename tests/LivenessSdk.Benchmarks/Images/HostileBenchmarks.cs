using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Tests.Images;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Benchmarks.Images;

/// <summary>Measures what hostile files cost: the tests' own families, and those of the shared folder where it is present.</summary>
internal static class HostileBenchmarks
{
    public static async Task RunAsync(Table table)
    {
        List<PhotoCost> condemned = [], others = [];
        foreach ((string name, byte[] photo) in HostilePhotos.Condemned.Concat(HostilePhotos.Damaged).Concat(HostilePhotos.Sound).Concat(SharedFiles()))
        {
            (PhotoCost.IsCondemned(photo) ? condemned : others).Add(await PhotoCost.MeasureAsync(name, photo));
        }

        PhotoCost slowest = condemned.MaxBy(cost => cost.Milliseconds)!;
        table.AddAtMost($"{condemned.Count} hostile files that are rejected without decoding: slowest", slowest.Milliseconds, 10, "ms", $" ({slowest.Name})");
        PhotoCost largest = condemned.MaxBy(cost => cost.AllocatedBytes)!;
        table.AddAtMost($"{condemned.Count} hostile files that are rejected without decoding: most allocated", largest.AllocatedBytes, 1_000_000, "bytes", $" ({largest.Name})");
        slowest = others.MaxBy(cost => cost.Milliseconds / cost.AllowedMilliseconds)!;
        table.AddAtMost(
            $"{others.Count} other hostile files: processor time / (50 ms + 25 ms a megapixel), the worst",
            slowest.Milliseconds / slowest.AllowedMilliseconds, 1, "", $" × ({slowest.Name}, {Table.Text(slowest.Milliseconds, "ms")})");
        if (others.MaxBy(cost => cost.Megabytes) is { Megabytes: { } megabytes } heaviest)
        {
            table.AddAtMost($"{others.Count} other hostile files: memory above the base at the peak, the worst", megabytes, 200, "MB", $" ({heaviest.Name})");
        }
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> SharedFiles()
    {
        string folder = Path.Combine(Repository.Shared, "hostile");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is not (".md" or ".txt")).Order(StringComparer.Ordinal)
                .Select(file => KeyValuePair.Create(Path.GetFileName(file), File.ReadAllBytes(file)))
            : [];
    }
}
