namespace LivenessSdk.Tests.Images;

public sealed class ImagePipelineTests
{
    [Fact]
    public async Task A_photo_that_fits_and_has_no_metadata_goes_out_as_the_callers_own_memory()
    {
        ReadOnlyMemory<byte> photo = SamplePhoto.Bytes;

        PreparedImage fitted = await FitAsync(photo);

        fitted.Image!.Data.Should().Be(photo);
        fitted.Sent!.Quality.Should().BeNull();
        fitted.Sent.Should().BeEquivalentTo(new { Format = ImageFormat.Jpeg, Width = 640, Height = 480, Bytes = photo.Length });
    }

    [Fact]
    public async Task A_photo_of_12_megapixels_is_sent_1080_pixels_high()
    {
        PreparedImage fitted = await FitAsync(Photos.Astronaut12Megapixels);

        ImageHeader header = ImageHeader.Read(fitted.Image!.Data.Span);
        (header.Width, header.Height).Should().Be((1440, 1080));
        fitted.Sent.Should().BeEquivalentTo(new SentImage { Format = ImageFormat.Jpeg, Width = 1440, Height = 1080, Bytes = fitted.Image.Data.Length, Quality = 90 });
    }

    [Fact]
    public async Task A_photo_is_never_enlarged()
    {
        PreparedImage fitted = await FitAsync(SamplePhoto.Bytes, new ImageRequirements { Formats = [ImageFormat.Png], MaxHeight = 5000 });

        (fitted.Sent!.Width, fitted.Sent.Height, fitted.Sent.Quality).Should().Be((640, 480, 95));
    }

    [Fact]
    public async Task A_format_that_the_vendor_does_not_take_becomes_a_jpeg_of_the_same_size()
    {
        byte[] photo = PhotoFile.Convert(SamplePhoto.Bytes, "webpsave_buffer", "Q=90");

        PreparedImage fitted = await FitAsync(photo);

        fitted.Sent.Should().BeEquivalentTo(new { Format = ImageFormat.Jpeg, Width = 640, Height = 480, Quality = 95 });
        Pixels.Decode(fitted.Image!.Data.Span).DifferenceTo(Pixels.Decode(photo)).Should().BeLessThan(3);
    }

    [Fact]
    public async Task A_photo_below_the_vendors_minimum_is_not_sent()
    {
        PreparedImage fitted = await FitAsync(SamplePhoto.Bytes, new ImageRequirements { MinWidth = 700, MinHeight = 300 });

        fitted.Image.Should().BeNull();
        fitted.Rejection!.Code.Should().Be(LivenessReasonCode.ImageTooSmall);
        fitted.Rejection.Message.Should().Contain("640 x 480").And.Contain("700 x 300");
    }

    [Fact]
    public async Task A_byte_limit_is_met_by_lower_quality_first()
    {
        int limit = (await FitAsync(Photos.Astronaut12Megapixels)).Sent!.Bytes / 2;

        PreparedImage fitted = await FitAsync(Photos.Astronaut12Megapixels, new ImageRequirements { MaxBytes = limit });

        fitted.Image!.Data.Length.Should().BeLessThanOrEqualTo(limit);
        fitted.Sent!.Quality.Should().BeLessThan(90);
        fitted.Sent.Height.Should().Be(1080);
    }

    [Fact]
    public async Task A_byte_limit_is_met_by_a_smaller_size_where_quality_is_not_enough()
    {
        PreparedImage fitted = await FitAsync(Photos.Astronaut12Megapixels, new ImageRequirements { MaxBytes = 20_000 });

        fitted.Image!.Data.Length.Should().BeLessThanOrEqualTo(20_000);
        ImageHeader header = ImageHeader.Read(fitted.Image.Data.Span);
        (header.Width, header.Height).Should().Be((fitted.Sent!.Width, fitted.Sent.Height));
        header.Height.Should().BeLessThan(1080);
        ((double)header.Width / header.Height).Should().BeApproximately(4.0 / 3, 0.01);
    }

    [Fact]
    public async Task A_photo_without_its_end_is_an_error_once_it_has_to_be_decoded()
    {
        byte[] photo = Photos.Astronaut12Megapixels[..1_000_000];

        Func<Task> fit = () => FitAsync(photo);

        (await fit.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.InvalidImage);
    }

    [Fact]
    public async Task A_cancelled_check_decodes_nothing()
    {
        Func<Task> fit = async () => await ImagePipeline.FitAsync(
            LivenessImage.FromBytes(Photos.Astronaut12Megapixels), new ImageRequirements(), new CancellationToken(canceled: true));

        await fit.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_photo_at_a_url_is_left_to_the_vendor()
    {
        LivenessImage image = LivenessImage.FromUri(new Uri("https://example.com/face.jpg"));

        PreparedImage fitted = await ImagePipeline.FitAsync(image, new ImageRequirements(), default);

        fitted.Image.Should().BeSameAs(image);
        fitted.Sent.Should().BeNull();
    }

    private static async Task<PreparedImage> FitAsync(ReadOnlyMemory<byte> photo, ImageRequirements? requirements = null) =>
        await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), requirements ?? new ImageRequirements(), default);
}
