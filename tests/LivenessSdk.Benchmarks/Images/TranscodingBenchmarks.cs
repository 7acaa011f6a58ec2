using System.Diagnostics;
using System.Threading.RateLimiting;
using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Tests.Images;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Benchmarks.Images;

/// <summary>Measures making photos smaller, side by side with programs that do the same or a part of it. Those run as processes.</summary>
internal static class TranscodingBenchmarks
{
    private const int Rounds = 15;

    public static async Task RunAsync(Table table)
    {
        string folder = Directory.CreateTempSubdirectory("liveness-benchmark-").FullName;
        try
        {
            string jpeg = Repository.PathOf("samples", "photos", "astronaut_12mp.jpg");
            string png = Path.Combine(folder, "astronaut_3mp.png");
            await File.WriteAllBytesAsync(png, PhotoFile.Convert(Photos.Astronaut12Megapixels, "pngsave_buffer", "", "thumbnail_image", "width=1536,height=2048,size=force"));
            await MeasureAsync(table, "12-megapixel JPEG", jpeg, folder, djpegBound: 1.9);
            await MeasureAsync(table, "3-megapixel PNG", png, folder, djpegBound: null);
            await MeasureCancellationAsync(table);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Table table, string name, string file, string folder, double? djpegBound)
    {
        byte[] photo = await File.ReadAllBytesAsync(file);
        PreparedImage fitted = await FitAsync(photo);
        double? peak = await PeakMemory.MegabytesAsync(photo);
        string output = Path.Combine(folder, "out.jpg");
        Tool? vipsthumbnail = Tool.Find("vipsthumbnail"), imageMagick = Tool.Find("magick", "convert"), djpeg = djpegBound is null ? null : Tool.Find("djpeg");
        (string Name, Func<Task>? Run)[] others =
        [
            ("djpeg -scale 3/8", djpeg is null ? null : () => djpeg.RunAsync("-scale", "3/8", "-outfile", Path.Combine(folder, "out.ppm"), file)),
            ("vipsthumbnail", vipsthumbnail is null ? null : () => vipsthumbnail.RunAsync("--size", "x1080", "-o", output + "[Q=90,strip]", file)),
            ("ImageMagick", imageMagick is null ? null : () => imageMagick.RunAsync(file, "-auto-orient", "-resize", "x1080>", "-strip", "-quality", "90", output)),
        ];
        others = [.. others.Where(other => other.Run is not null)];

        double[] times = await Stopclock.CompareAsync(Rounds, [() => FitAsync(photo), .. others.Select(other => other.Run!)]);

        table.Add(
            $"{name} to {fitted.Sent!.Width} x {fitted.Sent.Height}",
            $"{Table.Text(times[0], "ms")}, {photo.Length / 1000:N0} KB to {fitted.Sent.Bytes / 1000:N0} KB{(peak is { } megabytes ? $", {megabytes:0} MB at the peak" : "")}");
        for (int i = 0; i < others.Length; i++)
        {
            string what = $"{name} / {others[i].Name} (process)";
            string detail = $" × ({Table.Text(times[i + 1], "ms")})";
            double ratio = times[0] / times[i + 1];
            switch (others[i].Name)
            {
                case "vipsthumbnail":
                    table.AddAtMost(what, ratio, 0.7, "", detail);
                    break;
                case "ImageMagick":
                    table.Add(what, Table.Text(ratio, "") + detail);
                    break;
                default:
                    table.AddAtMost(what, ratio, djpegBound!.Value, "", detail);
                    break;
            }
        }
    }

    private static async Task MeasureCancellationAsync(Table table)
    {
        const int photos = 8;
        double[] times = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            using CancellationTokenSource source = new();
            Task[] running = [.. Enumerable.Range(0, photos).Select(_ => FitAsync(Photos.Astronaut12Megapixels, source.Token))];
            await Task.Delay(20);
            long start = Stopwatch.GetTimestamp();
            await source.CancelAsync();
            await Task.WhenAll(running).ContinueWith(_ => { }, TaskScheduler.Default);
            using RateLimitLease all = await DecodingMemory.ReserveAsync(long.MaxValue, default);
            times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        table.Add($"{photos} checks cancelled: until the last one's work has stopped", Table.Text(Stopclock.Median(times), "ms"));
    }

    private static async Task<PreparedImage> FitAsync(byte[] photo, CancellationToken cancellationToken = default) =>
        await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), new ImageRequirements(), cancellationToken);
}
