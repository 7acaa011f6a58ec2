using System.Globalization;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Fits photos in a process of its own, so that what it does to memory, disk and other users of libvips can be watched.</summary>
internal static class DecodingProcess
{
    public const string Name = "decoding";

    /// <summary>The ways that a photo may take.</summary>
    private static readonly (string Name, ImageRequirements Requirements)[] s_ways =
    [
        ("as it is", new() { Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP], MaxHeight = null }),
        ("encoded in its own size", new() { Formats = [], MaxHeight = null }),
        ("downscaled", new() { MaxHeight = 100 }),
        ("brought below a number of bytes", new() { Formats = [], MaxBytes = 20_000, MaxHeight = 1000 }),
    ];

    /// <summary>Starts a process that fits every photo of a folder in every way, and writes a line for each that is refused.</summary>
    public static OtherProcess FitAll(string folder, params string[] program) => OtherProcess.StartBy(program, Name, nameof(FitAllAsync), folder);

    /// <summary>Starts a process that uses NetVips as an application would, before and after photos are fitted or without them.</summary>
    public static OtherProcess UseNetVips(string order) => OtherProcess.Start(Name, nameof(NetVipsApplication), order);

    /// <summary>Starts a process that fits photos of a folder and writes by how many megabytes its memory rises.</summary>
    public static OtherProcess MeasurePeak(string folder, int atOnce) =>
        OtherProcess.Start(Name, nameof(MeasurePeakAsync), folder, atOnce.ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts a process that fits photos of a folder by eight callers, and writes its memory in megabytes ten times.</summary>
    public static OtherProcess FitMany(string folder, int photos) =>
        OtherProcess.Start(Name, nameof(FitManyAsync), folder, photos.ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts a process that fits a photo several times, forgets it, and writes how often it finds a piece of its file in its memory.</summary>
    public static OtherProcess FitAndForget(string file) => OtherProcess.Start(Name, nameof(FitAndForgetAsync), file);

    public static async Task RunAsync(string[] arguments)
    {
        switch (arguments[0])
        {
            case nameof(FitAllAsync):
                await FitAllAsync(arguments[1]);
                break;
            case nameof(NetVipsApplication):
                await NetVipsApplication.RunAsync(arguments[1]);
                break;
            case nameof(MeasurePeakAsync):
                await MeasurePeakAsync(arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture));
                break;
            case nameof(FitManyAsync):
                await FitManyAsync(arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture));
                break;
            default:
                await FitAndForgetAsync(arguments[1]);
                break;
        }

        Console.WriteLine("done");
    }

    private static async Task FitAllAsync(string folder)
    {
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            foreach ((string way, ImageRequirements requirements) in s_ways)
            {
                try
                {
                    await FitAsync(await LivenessImage.FromFileAsync(file), requirements);
                }
                catch (LivenessException e)
                {
                    Console.WriteLine($"{Path.GetFileName(file)} {way}: {e.Message} {e.InnerException?.Message}");
                }
            }
        }
    }

    private static async Task MeasurePeakAsync(string folder, int atOnce)
    {
        // Everything that is loaded once is part of the base.
        await FitAsync(SamplePhoto.ToImage(), new ImageRequirements { Formats = [] });
        LivenessImage[] photos = [.. Directory.GetFiles(folder).Select(file => LivenessImage.FromBytes(File.ReadAllBytes(file)))];
        GC.Collect();
        double before = ProcessMemory.Megabytes("VmRSS");
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");

        ImageRequirements requirements = new() { Formats = [] };
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(index => Task.Run(() => FitAsync(photos[index % photos.Length], requirements))));

        Console.WriteLine((ProcessMemory.Megabytes("VmHWM") - before).ToString("0", CultureInfo.InvariantCulture));
    }

    private static async Task FitManyAsync(string folder, int count)
    {
        const int callers = 8, parts = 10;
        string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
        for (int part = 0; part < parts; part++)
        {
            await Parallel.ForAsync(0, count / parts, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (index, cancellationToken) =>
            {
                LivenessImage photo = await LivenessImage.FromFileAsync(files[index % files.Length], cancellationToken: cancellationToken);
                await FitAsync(photo, s_ways[index / files.Length % s_ways.Length].Requirements);
            });
            GC.Collect();
            Console.WriteLine(ProcessMemory.Megabytes("VmRSS").ToString("0", CultureInfo.InvariantCulture));
        }
    }

    private static async Task FitAndForgetAsync(string file)
    {
        byte[] photo = await File.ReadAllBytesAsync(file);
        byte[] piece = photo.AsSpan(photo.Length / 2, 64).ToArray();
        for (int i = 0; i < 20; i++)
        {
            await FitAsync(LivenessImage.FromBytes(photo), s_ways[1 + (i % 2)].Requirements);
        }

        Console.WriteLine(ProcessMemory.Count(piece));
        Array.Clear(photo);
        Console.WriteLine(ProcessMemory.Count(piece));
    }

    private static async Task FitAsync(LivenessImage photo, ImageRequirements requirements) =>
        await ImagePipeline.FitAsync(photo, requirements, default);
}
