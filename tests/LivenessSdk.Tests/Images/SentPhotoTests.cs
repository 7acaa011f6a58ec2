using System.Text;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Images;

/// <summary>Asserts on what arrived at the vendor.</summary>
public sealed class SentPhotoTests : IAsyncLifetime
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes(ExifData.Secret);

    private LivenessSimulator _simulator = null!;
    private LivenessClient _client = null!;

    public enum Situation
    {
        Fits,
        TooTall,
        NotUpright,
    }

    public static TheoryData<ImageFormat, Situation> AllFormatsAndSituations
    {
        get
        {
            TheoryData<ImageFormat, Situation> data = [];
            foreach (ImageFormat format in new[] { ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP })
            {
                foreach (Situation situation in Enum.GetValues<Situation>())
                {
                    data.Add(format, situation);
                }
            }

            return data;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _simulator = await LivenessSimulator.StartAsync();
        _client = LivenessClient.Create(liveness => liveness.AddArgos(options =>
        {
            options.Endpoint = _simulator.Argos.Endpoint;
            options.ApiKey = _simulator.Argos.ApiKey;
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(AllFormatsAndSituations))]
    public async Task No_metadata_reaches_the_vendor(ImageFormat format, Situation situation)
    {
        int size = situation == Situation.TooTall ? 1200 : 300;
        byte[] photo = PhotoFile.Write(new Pixels(size, size, 3, new byte[size * size * 3]), format);
        photo = PhotoFile.WithExif(photo, format, ExifData.Create(situation == Situation.NotUpright ? 6 : 1));
        photo = format switch
        {
            ImageFormat.Jpeg => WithJpegMetadata(photo),
            ImageFormat.Png => PhotoFile.WithChunk(PhotoFile.WithChunk(photo, "iTXt", s_secret), "tEXt", s_secret, atEnd: true),
            _ => photo,
        };
        byte[] motionPhoto = [.. photo, .. "ftypmp42"u8, .. s_secret];

        await _client.CheckAsync(LivenessImage.FromBytes(motionPhoto));

        RecordedPhoto received = _simulator.Argos.Requests.Single().Photos.Single();
        received.Height.Should().Be(situation == Situation.TooTall ? 1080 : 300);
        received.Format.Should().Be(situation == Situation.Fits ? format : ImageFormat.Jpeg);
        string bytes = Encoding.Latin1.GetString(received.Data.Span);
        bytes.Should().NotContain("GPS").And.NotContain("Exif").And.NotContain("EXIF").And.NotContain("ftyp");
    }

    [Fact]
    public async Task A_photo_that_fits_arrives_byte_for_byte()
    {
        LivenessResult result = await _client.CheckAsync(SamplePhoto.ToImage());

        _simulator.Argos.Requests.Single().Photos.Single().Data.ToArray().Should().Equal(SamplePhoto.Bytes.ToArray());
        result.Frames.Single().Sent.Should().BeEquivalentTo(new { Format = ImageFormat.Jpeg, Width = 640, Height = 480, Bytes = SamplePhoto.Bytes.Length, Quality = (int?)null });
    }

    [Fact]
    public async Task The_result_says_what_was_made_of_a_photo_that_did_not_fit()
    {
        LivenessResult result = await _client.CheckAsync(LivenessImage.FromBytes(Photos.Astronaut12Megapixels));

        RecordedPhoto received = _simulator.Argos.Requests.Single().Photos.Single();
        result.Frames.Single().Sent.Should().BeEquivalentTo(new { Format = ImageFormat.Jpeg, Width = 1440, Height = 1080, Bytes = received.Length, Quality = 90 });
    }

    private static byte[] WithJpegMetadata(byte[] photo)
    {
        foreach ((byte marker, string start) in new (byte, string)[] { (0xE1, "http://ns.adobe.com/xap/1.0/\0"), (0xE2, "MPF\0"), (0xED, "Photoshop 3.0\0"), (0xFE, "") })
        {
            photo = PhotoFile.WithSegment(photo, marker, [.. Encoding.ASCII.GetBytes(start), .. s_secret]);
        }

        return photo;
    }
}
