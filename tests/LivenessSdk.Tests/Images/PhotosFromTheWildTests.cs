using System.Text;
using ImageMagick;

namespace LivenessSdk.Tests.Images;

/// <summary>Sends photos as users of other projects reported them, and photos of the same kinds.</summary>
public sealed class PhotosFromTheWildTests
{
    private static readonly ImageRequirements s_anyFormat = new() { Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP] };
    private static readonly ImageRequirements s_noFormat = new() { Formats = [] };

    /// <summary>The mean red, green and blue of the photo that most of the reported files show.</summary>
    private static readonly double[] s_colors = [152, 121, 111];

    [Theory]
    [InlineData("x_small_1_before_db.jpg", 1)]
    [InlineData("x_small_2_before_c4.jpg", 2)]
    public async Task Bytes_between_the_header_segments_of_a_jpeg_are_skipped_and_not_sent(string file, int bytes)
    {
        byte[] photo = Photos.Reported(file);

        PreparedImage fitted = await FitAsync(photo, s_anyFormat);

        fitted.Sent.Should().BeEquivalentTo(new { Width = 640, Height = 480, Bytes = photo.Length - bytes, Quality = (int?)null });
        MeanColors(fitted).Should().Equal(s_colors, (mean, expected) => Math.Abs(mean - expected) < 2);
    }

    [Fact]
    public void Bytes_between_segments_may_look_like_a_stuffed_marker_and_be_many()
    {
        byte[] clean = SamplePhoto.Bytes.ToArray();
        byte[] junk = [0, 1, 0xFF, 0, 0xFF, 0xFF, 0, .. new byte[100_000]];

        LivenessImage image = LivenessImage.FromBytes((byte[])[.. clean[..2], .. junk, .. clean[2..]]);

        MetadataStripper.Strip(image.Data, ImageFormat.Jpeg, image.File.Length).ToArray().Should().Equal(clean);
    }

    [Theory]
    [InlineData("o6_byte_le.jpg")]
    [InlineData("o6_long_le.jpg")]
    [InlineData("o6_slong_be.jpg")]
    public async Task An_orientation_of_any_integer_type_turns_the_photo(string file)
    {
        LivenessImage image = LivenessImage.FromBytes(Photos.Reported(file));

        (image.Width, image.Height).Should().Be((640, 480));
        PreparedImage fitted = await ImagePipeline.FitAsync(image, s_anyFormat, default);
        (fitted.Sent!.Width, fitted.Sent.Height, fitted.Sent.Quality).Should().Be((640, 480, 95));
    }

    [Theory]
    [InlineData("icc_link.jpg")]
    [InlineData("icc_badTRC.jpg")]
    public async Task A_color_profile_that_cannot_be_used_is_ignored(string file)
    {
        PreparedImage fitted = await FitAsync(Photos.Reported(file), s_anyFormat);

        fitted.Sent!.Height.Should().Be(1080);
        MeanColors(fitted).Should().Equal(s_colors, (mean, expected) => Math.Abs(mean - expected) < 3);
    }

    [Fact]
    public async Task A_color_profile_for_other_channels_than_the_photos_is_ignored()
    {
        using MagickImage gray = new(SamplePhoto.Bytes.Span) { ColorSpace = ColorSpace.Gray };
        byte[] jpeg = gray.ToByteArray(MagickFormat.Jpeg);
        byte[] photo = PhotoFile.WithSegment(jpeg, 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. ColorProfiles.SRGB.ToByteArray()]);

        PreparedImage fitted = await FitAsync(photo, s_noFormat);

        IndependentDecoder.Decode(fitted.Image!.Data).DifferenceTo(IndependentDecoder.Decode(jpeg)).Should().BeLessThan(3);
    }

    [Theory]
    [InlineData("rgb_adobe13.jpg")]
    [InlineData("rgb_jfif_adobe0.jpg")]
    public async Task An_Adobe_segment_says_how_colors_are_stored_whatever_its_length_and_beside_JFIF(string file)
    {
        byte[] photo = Photos.Reported(file);

        foreach (ImageRequirements requirements in new[] { s_anyFormat, s_noFormat })
        {
            MeanColors(await FitAsync(photo, requirements)).Should().Equal(s_colors, (mean, expected) => Math.Abs(mean - expected) < 2);
        }
    }

    [Fact]
    public void What_follows_in_an_Adobe_segment_is_not_sent()
    {
        byte[] adobe = [.. "Adobe\0d\0\0\0\0\x1"u8, .. Encoding.ASCII.GetBytes(ExifData.Secret)];
        LivenessImage image = LivenessImage.FromBytes(PhotoFile.WithSegment(SamplePhoto.Bytes.ToArray(), 0xEE, adobe));

        byte[] sent = MetadataStripper.Strip(image.Data, ImageFormat.Jpeg, image.File.Length).ToArray();

        sent.Should().Equal(PhotoFile.WithSegment(SamplePhoto.Bytes.ToArray(), 0xEE, adobe[..12]));
    }

    [Theory]
    [InlineData(10, 6000, 5000, true)]
    [InlineData(10, 6400, 5000, false)]
    [InlineData(6, 8000, 6200, true)]
    public void A_progressive_photo_is_accepted_up_to_300_scans_times_megapixels(int scans, ushort width, ushort height, bool isAccepted)
    {
        Action read = () => LivenessImage.FromBytes(HostilePhotos.JpegOfScans(scans, width, height));

        if (isAccepted)
        {
            read.Should().NotThrow();
        }
        else
        {
            read.Should().Throw<LivenessException>().WithMessage("*10 scans*Save it as an ordinary JPEG*");
        }
    }

    [Fact]
    public async Task An_upright_JPEG_that_fits_is_refused_as_incomplete_without_its_end_marker()
    {
        byte[] photo = SamplePhoto.Bytes[..^2].ToArray();

        Func<Task> fit = () => FitAsync(photo, s_anyFormat);

        (await fit.Should().ThrowAsync<LivenessException>().WithMessage("The photo is incomplete*")).Which.Error.Should().Be(LivenessError.InvalidImage);
    }

    [Theory]
    [InlineData("heic")]
    [InlineData("heix")]
    [InlineData("mif1")]
    [InlineData("msf1")]
    public void A_HEIC_is_refused_with_the_way_to_get_a_JPEG_from_iOS_and_Android(string brand)
    {
        Action read = () => LivenessImage.FromBytes((byte[])[0, 0, 0, 24, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), .. new byte[100]]);

        read.Should().Throw<LivenessException>().WithMessage("*HEIC*iPhone*Most Compatible*Android*");
    }

    private static async Task<PreparedImage> FitAsync(byte[] photo, ImageRequirements requirements) =>
        await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), requirements, default);

    private static double[] MeanColors(PreparedImage fitted)
    {
        using MagickImage image = new(fitted.Image!.Data.Span);
        IStatistics statistics = image.Statistics();
        PixelChannel[] channels = [PixelChannel.Red, PixelChannel.Green, PixelChannel.Blue];
        return [.. channels.Select(channel => statistics.GetChannel(channel)!.Mean)];
    }
}
