using System.Globalization;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Bounds the memory of a process that decodes photos, and looks into it afterwards. Only Linux shows it.</summary>
public sealed class DecodingMemoryTests
{
    /// <summary>What all photos share, and what the runtime, the allocator and the encoder take beside it.</summary>
    private static readonly int s_mostMegabytes = DecodingMemory.Megabytes + 250;

    private static readonly int s_photos = int.Parse(
        Environment.GetEnvironmentVariable("LIVENESS_DECODED_PHOTOS") ?? "1000", CultureInfo.InvariantCulture);

    public static TheoryData<string> LargeKinds => [.. LargePhotos.All.Keys];

    [LinuxTheory]
    [MemberData(nameof(LargeKinds))]
    public async Task A_photo_of_50_megapixels_takes_a_bounded_amount_of_memory(string kind)
    {
        using PhotoFolder folder = new();
        folder.Add(kind, LargePhotos.All[kind]);

        double megabytes = await PeakAsync(folder, atOnce: 1);

        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {megabytes} MB");
        megabytes.Should().BeLessThan(s_mostMegabytes);
    }

    [LinuxFact]
    public async Task Several_at_once_take_no_more()
    {
        using PhotoFolder folder = new();
        foreach ((string kind, byte[] photo) in LargePhotos.All)
        {
            folder.Add(kind, photo);
        }

        double megabytes = await PeakAsync(folder, atOnce: LargePhotos.All.Count);

        TestContext.Current.TestOutputHelper?.WriteLine($"{megabytes} MB");
        megabytes.Should().BeLessThan(s_mostMegabytes);
    }

    [LinuxFact]
    public async Task Photos_of_mixed_kinds_through_eight_callers_leave_memory_flat()
    {
        using PhotoFolder folder = new();
        foreach ((string name, byte[] photo) in HostilePhotos.Sound)
        {
            folder.Add(name, photo);
        }

        folder.Add("12 megapixels", Photos.Astronaut12Megapixels);
        folder.Add("progressive JPEG", PhotoFile.Convert(Photos.Astronaut1080, "jpegsave_buffer", "Q=90,interlace=true"));
        folder.Add("interlaced PNG", PhotoFile.Convert(SamplePhoto.Bytes, "pngsave_buffer", "interlace=true"));
        folder.Add("lossless WebP", PhotoFile.Convert(SamplePhoto.Bytes, "webpsave_buffer", "lossless=true"));

        using OtherProcess process = DecodingProcess.FitMany(folder.Path, s_photos);
        (int exitCode, string[] lines, string error) = await process.EndAsync();

        exitCode.Should().Be(0, because: error);
        double[] megabytes = [.. lines[..^1].Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", megabytes) + " MB");
        megabytes[5..].Max().Should().BeLessThan(megabytes[..5].Max() * 1.25, because: "it has found its level in the first half");
    }

    [LinuxFact]
    public async Task Nothing_of_a_photos_file_stays_in_memory_when_it_is_done()
    {
        using PhotoFolder folder = new();
        folder.Add("photo", Photos.Astronaut12Megapixels);

        using OtherProcess process = DecodingProcess.FitAndForget(Path.Combine(folder.Path, "photo"));
        (int exitCode, string[] lines, string error) = await process.EndAsync();

        exitCode.Should().Be(0, because: error);
        lines[0].Should().Be("1", because: "the caller's own memory still holds it");
        lines[1].Should().Be("0");
    }

    private static async Task<double> PeakAsync(PhotoFolder folder, int atOnce)
    {
        using OtherProcess process = DecodingProcess.MeasurePeak(folder.Path, atOnce);
        (int exitCode, string[] lines, string error) = await process.EndAsync();
        exitCode.Should().Be(0, because: error);
        return double.Parse(lines[0], CultureInfo.InvariantCulture);
    }
}
