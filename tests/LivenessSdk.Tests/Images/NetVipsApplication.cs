using NetVips;

namespace LivenessSdk.Tests.Images;

/// <summary>Plays an application that uses libvips itself, with settings of its own, beside the library.</summary>
internal static class NetVipsApplication
{
    public const string Before = "before", After = "after", Alone = "alone", Untouched = "untouched", UntouchedAlone = "untouched alone";

    public static async Task RunAsync(string order)
    {
        if (order is Before or Alone)
        {
            SetUp();
            ReadTiff();
        }

        if (order is not (Alone or UntouchedAlone))
        {
            foreach (ReadOnlyMemory<byte> photo in new[] { SamplePhoto.Bytes, Photos.Astronaut12Megapixels, Photos.AstronautPng, HostilePhotos.WebP })
            {
                await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), new ImageRequirements { MaxHeight = 100 }, default);
            }
        }

        if (order is After)
        {
            SetUp();
        }

        ReadTiff();
        ReadDamagedPng();
        WriteSettings();
    }

    private static void WriteSettings()
    {
        Console.WriteLine($"cache {Cache.Max} operations, {Cache.MaxMem} bytes, {Cache.MaxFiles} files; {NetVips.NetVips.Concurrency} threads");
    }

    // NetVips is loaded by the first method that uses it, so none of this may be in RunAsync.
    private static void SetUp()
    {
        Cache.Max = 7;
        Cache.MaxMem = 12345678;
        Cache.MaxFiles = 9;
        NetVips.NetVips.Concurrency = 3;
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, message) => Console.WriteLine("the application heard a warning"));
    }

    private static void ReadTiff()
    {
        using Image written = Image.Black(60, 40).Linear([1], [77]).Cast(Enums.BandFormat.Uchar);
        using Image read = Image.NewFromBuffer(written.TiffsaveBuffer());
        Console.WriteLine($"TIFF {read.Width} x {read.Height}, {read.Avg()}");
    }

    /// <summary>Reads a photo that libvips warns about.</summary>
    private static void ReadDamagedPng()
    {
        using Image read = Image.NewFromBuffer(HostilePhotos.Damaged["PNG cut in half"], failOn: Enums.FailOn.None);
        Console.WriteLine($"PNG {read.Width} x {read.Height}, {read.Avg() > 0}");
    }
}
