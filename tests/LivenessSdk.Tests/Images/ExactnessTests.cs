namespace LivenessSdk.Tests.Images;

/// <summary>Holds decoding to the pixels: every kind of file shows the same picture, in the right size and colours.</summary>
public sealed class ExactnessTests
{
    private static readonly Pixels s_colour = Pixels.Decode(SamplePhoto.Bytes.Span);

    /// <summary>Names each kind of file, how it is made of the sample photo, and how far its pixels may be from it.</summary>
    public static TheoryData<string, string, string, string?, string, double> KindsOfFiles => new()
    {
        { "progressive JPEG", "jpegsave_buffer", "Q=95,interlace=true", null, "", 3 },
        { "JPEG 4:4:4", "jpegsave_buffer", "Q=95,subsample-mode=off", null, "", 3 },
        { "CMYK JPEG", "jpegsave_buffer", "Q=95", "colourspace", "space=cmyk", 12 },
        { "interlaced PNG", "pngsave_buffer", "interlace=true", null, "", 3 },
        { "16-bit PNG", "pngsave_buffer", "bitdepth=16", "colourspace", "space=rgb16", 3 },
        { "palette PNG", "pngsave_buffer", "palette=true", null, "", 6 },
        { "lossy WebP", "webpsave_buffer", "Q=95", null, "", 4 },
        { "lossless WebP", "webpsave_buffer", "lossless=true", null, "", 3 },
    };

    public static TheoryData<ImageFormat, int, int, int> Sizes
    {
        get
        {
            TheoryData<ImageFormat, int, int, int> data = [];
            (int, int, int)[] sizes = [(401, 301, 108), (301, 401, 108), (400, 109, 108), (216, 216, 108), (77, 541, 108), (863, 107, 106), (333, 865, 108), (1919, 1081, 1080)];
            foreach (ImageFormat format in new[] { ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP })
            {
                foreach ((int width, int height, int maxHeight) in sizes)
                {
                    data.Add(format, width, height, maxHeight);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsOfFiles))]
    public async Task Every_kind_of_file_shows_the_same_picture(
        string kind, string save, string options, string? apply, string applyOptions, double tolerance)
    {
        byte[] photo = PhotoFile.Convert(SamplePhoto.Bytes, save, options, apply, applyOptions);

        Pixels sent = await EncodedAsync(photo);

        sent.DifferenceTo(s_colour).Should().BeLessThan(tolerance, because: kind);
    }

    [Theory]
    [InlineData("jpegsave_buffer", "Q=95")]
    [InlineData("pngsave_buffer", "bitdepth=8")]
    [InlineData("pngsave_buffer", "bitdepth=1")]
    public async Task A_grey_photo_stays_grey(string save, string options)
    {
        byte[] photo = PhotoFile.Convert(SamplePhoto.Bytes, save, options, "colourspace", "space=b-w");

        Pixels sent = await EncodedAsync(photo);

        sent.Channels.Should().Be(1);
        (sent.Width, sent.Height).Should().Be((640, 480));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task What_is_transparent_becomes_white(int channels)
    {
        byte[] bytes = new byte[64 * 64 * channels];
        for (int pixel = 0; pixel < 64 * 64; pixel++)
        {
            bytes.AsSpan(pixel * channels, channels - 1).Fill(40);
            bytes[(pixel * channels) + channels - 1] = (byte)(pixel % 64 < 32 ? 0 : 255);
        }

        Pixels sent = await EncodedAsync(PhotoFile.Png(new Pixels(64, 64, channels, bytes)));

        sent.Channels.Should().Be(channels - 1);
        sent[8, 32][0].Should().BeGreaterThan(250);
        sent[56, 32][0].Should().BeInRange(36, 44);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task The_height_is_met_exactly_and_the_shape_within_a_pixel(ImageFormat format, int width, int height, int maxHeight)
    {
        byte[] photo = PhotoFile.Write(new Pixels(width, height, 3, new byte[width * height * 3]), format);

        PreparedImage fitted = await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), new ImageRequirements { MaxHeight = maxHeight }, default);

        ImageHeader sent = ImageHeader.Read(fitted.Image!.Data.Span);
        sent.Height.Should().Be(maxHeight);
        ((double)sent.Width).Should().BeApproximately((double)width * maxHeight / height, 1);
        (fitted.Sent!.Width, fitted.Sent.Height).Should().Be((sent.Width, sent.Height));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.WebP)]
    public async Task A_wide_gamut_photo_keeps_its_colours(ImageFormat format)
    {
        string save = format switch { ImageFormat.Jpeg => "jpegsave_buffer", ImageFormat.Png => "pngsave_buffer", _ => "webpsave_buffer" };
        string options = format switch { ImageFormat.Jpeg => "Q=95,keep=icc", ImageFormat.Png => "keep=icc", _ => "lossless=true,keep=icc" };
        Pixels red = new(64, 64, 3, [.. Enumerable.Repeat<byte[]>([230, 30, 40], 64 * 64).SelectMany(pixel => pixel)]);
        byte[] displayP3 = PhotoFile.Convert(PhotoFile.Png(red), save, options, "icc_transform", "output-profile=p3,input-profile=srgb");
        Pixels.Decode(displayP3).DifferenceTo(red).Should().BeGreaterThan(15, because: "the numbers differ although the colours do not");

        Pixels sent = await EncodedAsync(displayP3);

        sent.DifferenceTo(red).Should().BeLessThan(3);
    }

    [Fact]
    public async Task A_damaged_colour_profile_does_not_spoil_the_photo()
    {
        byte[] photo = PhotoFile.WithSegment(SamplePhoto.Bytes.ToArray(), 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. new byte[300]]);

        (await EncodedAsync(photo)).DifferenceTo(s_colour).Should().BeLessThan(3);
    }

    /// <summary>Makes the pipeline decode and encode, by asking for a vendor that takes the photo's format in no case.</summary>
    private static async Task<Pixels> EncodedAsync(byte[] photo)
    {
        PreparedImage fitted = await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), new ImageRequirements { Formats = [] }, default);
        fitted.Sent!.Quality.Should().Be(95);
        return Pixels.Decode(fitted.Image!.Data.Span);
    }
}
