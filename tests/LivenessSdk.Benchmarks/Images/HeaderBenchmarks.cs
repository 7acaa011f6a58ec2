using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Tests.Images;

namespace LivenessSdk.Benchmarks.Images;

/// <summary>Measures what is done where nothing has to be done.</summary>
internal static class HeaderBenchmarks
{
    public static void Run(Table table)
    {
        byte[] turned = PhotoFile.WithExif(Photos.Astronaut12Megapixels, ImageFormat.Jpeg, ExifData.Create(6));
        Measure(table, "JPEG of 61 KB", SamplePhoto.Bytes.ToArray());
        Measure(table, "JPEG of 2.6 MB with EXIF", turned);
        Measure(table, "PNG of 427 KB", Photos.AstronautPng);
        Measure(table, "WebP of 17 KB with EXIF", PhotoFile.WithExif(HostilePhotos.WebP, ImageFormat.WebP, ExifData.Create(6)));

        LivenessImage image = LivenessImage.FromBytes(Photos.Astronaut1080);
        ImageRequirements requirements = new();
        double time = Stopclock.Nanoseconds(() => Fit(image, requirements)) / 1000;
        long allocated = Stopclock.AllocatedBytes(() => Fit(image, requirements));
        table.Add(
            "a photo of 250 KB that fits goes out as the caller's own memory",
            $"{Table.Text(time, "µs")}, {allocated} bytes, same memory: {(Fit(image, requirements).Image == image ? "yes" : "no")}");
    }

    private static void Measure(Table table, string name, byte[] photo)
    {
        double time = Stopclock.Nanoseconds(() => ImageHeader.Read(photo));
        table.AddAtMost($"header: {name}", time, 100, "ns");
        table.AddAtMost($"header: {name}, allocated", Stopclock.AllocatedBytes(() => ImageHeader.Read(photo)), 0, "bytes");
    }

    private static PreparedImage Fit(LivenessImage image, ImageRequirements requirements)
    {
        ValueTask<PreparedImage> fit = ImagePipeline.FitAsync(image, requirements, default);
        return fit.IsCompletedSuccessfully ? fit.GetAwaiter().GetResult() : throw new InvalidOperationException("The photo does not fit.");
    }
}
