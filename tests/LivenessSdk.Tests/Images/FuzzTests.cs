using System.Globalization;
using System.Text;

namespace LivenessSdk.Tests.Images;

/// <summary>
/// Feeds random and mutated input to everything that reads bytes from outside. Each test tries 200,000 inputs, or as many as
/// LIVENESS_FUZZ_INPUTS says; the seed is fixed, so that a failure comes again.
/// </summary>
public sealed class FuzzTests
{
    private const int Seed = 20_261_121;
    private const int PooledBuffers = 150_000;

    private static readonly int s_inputs = int.Parse(
        Environment.GetEnvironmentVariable("LIVENESS_FUZZ_INPUTS") ?? "200000", CultureInfo.InvariantCulture);

    private static readonly byte[][] s_seeds =
    [
        .. HostilePhotos.Sound.Values.Where(photo => photo.Length < 500_000).Select(Shortened),
        Shortened(PhotoFile.WithExif(SamplePhoto.Bytes.ToArray(), ImageFormat.Jpeg, ExifData.Create(6))),
        Shortened(PhotoFile.WithExif(Photos.AstronautPng, ImageFormat.Png, ExifData.Create(6))),
        PhotoFile.WithExif(PhotoFile.Write(new Pixels(9, 7, 4, new byte[9 * 7 * 4]), ImageFormat.WebP), ImageFormat.WebP, ExifData.Create(6)),
        PhotoFile.Convert(SamplePhoto.Bytes, "jpegsave_buffer", "Q=5,interlace=true", "thumbnail_image", "width=64"),
        TestPhotoBytes(),
    ];

    [Fact]
    public void No_header_makes_the_reader_throw_anything_but_the_documented()
    {
        ForEachMutation(1, input =>
        {
            Tolerate(() => ImageHeader.Read(input));
            Tolerate(() => ImageHeader.TryRead(input, out _));
        });
    }

    [Fact]
    public void No_container_makes_the_stripper_throw_or_grow_it()
    {
        ForEachMutation(2, input =>
        {
            foreach (ImageFormat format in new[] { ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP })
            {
                if (input.Length >= WebPChunks.FileHeaderLength && MetadataStripper.Examine(input, format) is { State: ContainerState.Whole } file)
                {
                    ReadOnlyMemory<byte> stripped = MetadataStripper.Strip(input, format, file.Length);
                    Assert.InRange(stripped.Length, 1, input.Length);
                    file = MetadataStripper.Examine(stripped.Span, format);
                    Assert.Equal(ContainerState.Whole, file.State);
                    Assert.Equal(stripped.Length, file.Length);
                }
            }
        });
    }

    [Fact]
    public void No_photo_makes_the_image_throw_anything_but_the_documented_or_allocate_by_a_length_field()
    {
        ForEachMutation(3, input => AllocatesAtMost(20_000, () => LivenessImage.FromBytes(input)));
    }

    [Fact]
    public void No_text_makes_the_base64_reader_throw_anything_but_the_documented()
    {
        string[] pieces = [.. s_seeds.Select(Convert.ToBase64String), "data:image/jpeg;base64,", "%2B", "%", "=", "==", "-_", "+/", " \r\n", "\u00E4", "\uD83D\uDE00", "data:,"];
        Random random = new(Seed);
        StringBuilder text = new();
        for (int i = 0; i < s_inputs; i++)
        {
            text.Clear();
            for (int piece = random.Next(4); piece >= 0; piece--)
            {
                string chosen = pieces[random.Next(pieces.Length)];
                int start = random.Next(chosen.Length);
                text.Append(chosen, random.Next(2) * start, chosen.Length - start);
            }

            char[] input = text.ToString().ToCharArray();
            if (input.Length > 0 && random.Next(3) == 0)
            {
                input[random.Next(input.Length)] = (char)random.Next(char.MaxValue);
            }

            AllocatesAtMost(input.Length + PooledBuffers, () => LivenessImage.FromBase64(input));
        }
    }

    /// <summary>Tries inputs one after the other. A read out of bounds would be an exception that nobody tolerates: none of the code under test is unsafe.</summary>
    private static void ForEachMutation(int salt, Action<byte[]> test)
    {
        Random random = new(Seed + salt);
        for (int i = 0; i < s_inputs; i++)
        {
            test(Mutate(s_seeds[random.Next(s_seeds.Length)], random));
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                byte[] noise = new byte[random.Next(300)];
                random.NextBytes(noise);
                seed.AsSpan(0, Math.Min(noise.Length, random.Next(14))).CopyTo(noise);
                return noise;
            case 1:
                return seed[..random.Next(seed.Length)];
            case 2:
                int from = random.Next(seed.Length);
                return [.. seed.AsSpan(0, from), .. seed.AsSpan(random.Next(seed.Length))];
            default:
                byte[] changed = [.. seed];
                for (int change = random.Next(1, 6); change > 0; change--)
                {
                    // Structure stands near the start; lengths are where it hurts.
                    int at = random.Next(2) == 0 ? random.Next(Math.Min(changed.Length, 200)) : random.Next(changed.Length);
                    changed[at] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
                }

                return changed;
        }
    }

    private static void AllocatesAtMost(long most, Action read)
    {
        long allocated = Measure();

        // What the runtime sets up at the first use of something is not the input's doing, and does not come again.
        Assert.InRange(allocated <= most ? allocated : Measure(), 0, most);

        long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Tolerate(read);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Tolerate(Action read)
    {
        try
        {
            read();
        }
        catch (LivenessException e) when (e.Error == LivenessError.InvalidImage)
        {
            // The documented way to refuse.
        }
    }

    /// <summary>Keeps the structure of a file and leaves out most of its compressed data, so that many inputs are tried a second.</summary>
    private static byte[] Shortened(byte[] photo) =>
        photo.Length <= 4096 ? photo : [.. photo.AsSpan(0, 3072), .. photo.AsSpan(photo.Length - 1024)];

    private static byte[] TestPhotoBytes() => Simulator.TestPhoto.Jpeg(640, 480);
}
