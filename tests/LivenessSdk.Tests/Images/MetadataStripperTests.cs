using System.Text;

namespace LivenessSdk.Tests.Images;

public sealed class MetadataStripperTests
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes(ExifData.Secret);
    private static readonly byte[] s_exif = [.. ExifOrientation.Prefix, .. ExifData.Create(1)];

    [Theory]
    [InlineData(0xE1, "Exif\0\0")]
    [InlineData(0xE1, "http://ns.adobe.com/xap/1.0/\0")]
    [InlineData(0xE2, "MPF\0")]
    [InlineData(0xED, "Photoshop 3.0\0")]
    [InlineData(0xE0, "JFXX\0")]
    [InlineData(0xEB, "anything")]
    [InlineData(0xFE, "a comment")]
    public void A_jpeg_loses_metadata_and_keeps_its_picture_byte_for_byte(int marker, string start)
    {
        byte[] photo = PhotoFile.WithSegment(Photos.Astronaut1080, (byte)marker, [.. Encoding.ASCII.GetBytes(start), .. s_secret]);

        Strip(photo, ImageFormat.Jpeg).Should().Equal(Photos.Astronaut1080);
    }

    [Theory]
    [InlineData(0xE2, "ICC_PROFILE\0\x1\x1")]
    [InlineData(0xEE, "Adobe\0\x64\0\0\0\0\x1")]
    public void A_jpeg_keeps_what_is_needed_to_show_it(int marker, string content)
    {
        byte[] photo = PhotoFile.WithSegment(Photos.Astronaut1080, (byte)marker, Encoding.ASCII.GetBytes(content));

        Strip(photo, ImageFormat.Jpeg).Should().Equal(photo);
    }

    [Fact]
    public void What_follows_the_end_of_a_jpeg_is_left_out()
    {
        byte[] motionPhoto = [.. Photos.Astronaut1080, .. "ftypmp42"u8, .. s_secret];

        Strip(motionPhoto, ImageFormat.Jpeg).Should().Equal(Photos.Astronaut1080);
    }

    [Fact]
    public void A_thumbnail_in_the_jfif_segment_is_left_out()
    {
        byte[] thumbnail = [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 2, 2, .. new byte[12]];
        byte[] frameAndScan = Photos.Astronaut1080[Photos.Astronaut1080.AsSpan().IndexOf<byte>([0xFF, 0xDB])..];
        byte[] photo = PhotoFile.WithSegment([0xFF, 0xD8, .. frameAndScan], 0xE0, thumbnail);

        Strip(photo, ImageFormat.Jpeg).Should().Equal(
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, .. frameAndScan]);
    }

    [Theory]
    [InlineData("tEXt")]
    [InlineData("zTXt")]
    [InlineData("iTXt")]
    [InlineData("eXIf")]
    [InlineData("tIME")]
    [InlineData("fdAT")]
    [InlineData("prVt")]
    public void A_png_loses_metadata_and_keeps_its_picture_byte_for_byte(string type)
    {
        byte[] photo = PhotoFile.WithChunk(Photos.AstronautPng, type, type == "eXIf" ? ExifData.Create(1) : s_secret);
        photo = PhotoFile.WithChunk(photo, "tEXt", s_secret, atEnd: true);

        Strip([.. photo, .. s_secret], ImageFormat.Png).Should().Equal(Strip(Photos.AstronautPng, ImageFormat.Png));
    }

    [Fact]
    public void A_png_keeps_its_colour_profile()
    {
        Encoding.ASCII.GetString(Strip(Photos.AstronautPng, ImageFormat.Png)).Should().Contain("iCCP");
    }

    [Fact]
    public void A_png_whose_check_sum_is_wrong_is_found_out()
    {
        byte[] photo = [.. Photos.AstronautPng];
        PngChunks.AreIntact(photo).Should().BeTrue();

        photo[photo.Length / 2] ^= 1;

        PngChunks.AreIntact(photo).Should().BeFalse();
    }

    [Fact]
    public void A_webp_loses_metadata_and_keeps_its_picture_byte_for_byte()
    {
        byte[] plain = PhotoFile.Convert(SamplePhoto.Bytes, "webpsave_buffer", "Q=80,strip=true");
        byte[] photo = [.. PhotoFile.WithWebPChunks(plain, ("EXIF", ExifData.Create(1)), ("XMP ", s_secret), ("ABCD", s_secret)), .. s_secret];

        byte[] stripped = Strip(photo, ImageFormat.WebP);

        stripped.Should().Equal(PhotoFile.WithWebPChunks(plain));
        Pixels.Decode(stripped).Bytes.Should().Equal(Pixels.Decode(plain).Bytes);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.WebP)]
    public void A_file_that_is_not_whole_is_broken(ImageFormat format)
    {
        byte[] photo = PhotoFile.Write(Pixels.Decode(SamplePhoto.Bytes.Span), format);

        for (int missing = 1; missing < photo.Length; missing = (missing * 2) + 1)
        {
            if (photo.Length - missing >= WebPChunks.FileHeaderLength)
            {
                MetadataStripper.Examine(photo.AsSpan(..^missing), format).State.Should().Be(ContainerState.Broken);
            }
        }

        MetadataStripper.Examine(photo, format).State.Should().Be(ContainerState.Whole);
    }

    [Fact]
    public void The_first_picture_of_an_animated_webp_is_kept_byte_for_byte()
    {
        byte[] stripped = Strip(HostilePhotos.Sound["animated WebP"], ImageFormat.WebP);

        stripped.Should().Equal(PhotoFile.WithWebPChunks(HostilePhotos.WebP));
    }

    [Fact]
    public void An_animated_webp_whose_first_picture_is_a_part_needs_decoding()
    {
        byte[] photo = [.. HostilePhotos.Sound["animated WebP"]];
        int frameWidth = photo.AsSpan().IndexOf("ANMF"u8) + 8 + 6;
        photo[frameWidth]--;

        MetadataStripper.Examine(photo, ImageFormat.WebP).State.Should().Be(ContainerState.NeedsDecoding);
    }

    [Fact]
    public void Nothing_is_copied_where_nothing_is_left_out()
    {
        ReadOnlyMemory<byte> photo = Photos.Astronaut1080;

        MetadataStripper.Strip(photo, ImageFormat.Jpeg, photo.Length).Should().Be(photo);
    }

    [Fact]
    public void Exif_in_a_jpeg_goes_whatever_stands_before_it()
    {
        byte[] photo = PhotoFile.WithSegment(Photos.Astronaut1080, 0xE1, s_exif);
        photo = PhotoFile.WithSegment(photo, 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1]);

        Encoding.ASCII.GetString(Strip(photo, ImageFormat.Jpeg)).Should().NotContain(ExifData.Secret).And.Contain("ICC_PROFILE");
    }

    private static byte[] Strip(byte[] photo, ImageFormat format)
    {
        ImageFile file = MetadataStripper.Examine(photo, format);
        file.State.Should().Be(ContainerState.Whole);
        return MetadataStripper.Strip(photo, format, file.Length).ToArray();
    }
}
