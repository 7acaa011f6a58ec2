namespace LivenessSdk.Tests.Images;

public sealed class OrientationTests
{
    private static readonly Pixels s_upright = Portrait();

    public static TheoryData<ImageFormat, int> AllFormatsAndOrientations()
    {
        TheoryData<ImageFormat, int> data = [];
        foreach (ImageFormat format in new[] { ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP })
        {
            for (int orientation = 1; orientation <= 8; orientation++)
            {
                data.Add(format, orientation);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AllFormatsAndOrientations))]
    public async Task A_photo_is_sent_upright_whatever_its_orientation(ImageFormat format, int orientation)
    {
        Pixels stored = s_upright.StoredAs(orientation);
        byte[] photo = PhotoFile.WithExif(PhotoFile.Write(stored, format), format, ExifData.Create(orientation, bigEndian: orientation % 2 == 0));

        LivenessImage image = LivenessImage.FromBytes(photo);
        PreparedImage fitted = await ImagePipeline.FitAsync(image, new ImageRequirements(), default);

        (image.Width, image.Height).Should().Be((s_upright.Width, s_upright.Height));
        ImageHeader.Read(fitted.Image!.Data.Span).Orientation.Should().Be(1);
        Pixels sent = Pixels.Decode(fitted.Image.Data.Span);
        sent.DifferenceTo(s_upright).Should().BeLessThan(2);
    }

    [Theory]
    [MemberData(nameof(AllFormatsAndOrientations))]
    public async Task A_photo_is_made_smaller_and_turned_at_once(ImageFormat format, int orientation)
    {
        Pixels stored = s_upright.StoredAs(orientation);
        byte[] photo = PhotoFile.WithExif(PhotoFile.Write(stored, format), format, ExifData.Create(orientation));

        PreparedImage fitted = await ImagePipeline.FitAsync(LivenessImage.FromBytes(photo), new ImageRequirements { MaxHeight = 100 }, default);

        Pixels sent = Pixels.Decode(fitted.Image!.Data.Span);
        (sent.Width, sent.Height).Should().Be((80, 100));
        Corner(sent, 10, 10).Should().Be("red");
        Corner(sent, 70, 10).Should().Be("green");
        Corner(sent, 10, 90).Should().Be("blue");
        Corner(sent, 70, 90).Should().Be("white");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void An_orientation_that_does_not_exist_counts_as_upright(int orientation)
    {
        byte[] photo = PhotoFile.WithExif(Photos.Astronaut1080, ImageFormat.Jpeg, ExifData.Create(orientation));

        ImageHeader.Read(photo).Orientation.Should().Be(1);
    }

    [Fact]
    public void An_orientation_behind_the_image_data_of_a_png_counts()
    {
        byte[] photo = PhotoFile.WithChunk(PhotoFile.Png(s_upright), "eXIf", ExifData.Create(6), atEnd: true);

        LivenessImage image = LivenessImage.FromBytes(photo);

        (image.Width, image.Height).Should().Be((s_upright.Height, s_upright.Width));
    }

    /// <summary>Draws a portrait whose corners differ, with a slope in each, so that no turn or flip leaves it as it is.</summary>
    private static Pixels Portrait()
    {
        const int width = 160, height = 200;
        byte[] bytes = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte light = (byte)(200 + (x * 20 / width) + (y * 20 / height));
                (int red, int green, int blue) = (x < width / 2, y < height / 2) switch
                {
                    (true, true) => (1, 0, 0),
                    (false, true) => (0, 1, 0),
                    (true, false) => (0, 0, 1),
                    _ => (1, 1, 1),
                };
                int at = ((y * width) + x) * 3;
                (bytes[at], bytes[at + 1], bytes[at + 2]) = ((byte)(red * light), (byte)(green * light), (byte)(blue * light));
            }
        }

        return new Pixels(width, height, 3, bytes);
    }

    private static string Corner(Pixels pixels, int x, int y)
    {
        ReadOnlySpan<byte> pixel = pixels[x, y];
        return (pixel[0] > 128, pixel[1] > 128, pixel[2] > 128) switch
        {
            (true, false, false) => "red",
            (false, true, false) => "green",
            (false, false, true) => "blue",
            (true, true, true) => "white",
            _ => $"{pixel[0]},{pixel[1]},{pixel[2]}",
        };
    }
}
