using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Sends files that someone made to do harm: each ends as a valid picture or as a sentence that a user understands.</summary>
public sealed class HostileInputTests
{
    /// <summary>Takes every format, so that what fits goes out without being decoded.</summary>
    private static readonly ImageRequirements s_anyFormat = new() { Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP] };

    /// <summary>Takes no format, so that everything is decoded.</summary>
    private static readonly ImageRequirements s_noFormat = new() { Formats = [] };

    public static TheoryData<string> Condemned => [.. HostilePhotos.Condemned.Keys];

    public static TheoryData<string> Damaged => [.. HostilePhotos.Damaged.Keys];

    public static TheoryData<string> Sound => [.. HostilePhotos.Sound.Keys];

    public static TheoryData<string> SharedFiles =>
        Directory.Exists(Repository.Shared)
            ? [.. Directory.GetFiles(Path.Combine(Repository.Shared, "hostile")).Select(file => Path.GetFileName(file)).Where(name => name != "README.md")]
            : ["none"];

    [Theory]
    [MemberData(nameof(Condemned))]
    public void What_its_header_condemns_is_refused_with_a_sentence_and_almost_no_memory(string name)
    {
        byte[] photo = HostilePhotos.Condemned[name];
        Action read = () => LivenessImage.FromBytes(photo);
        read.Should().Throw<LivenessException>();

        long before = GC.GetAllocatedBytesForCurrentThread();
        LivenessException refusal = Refusal(read);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        AssertRefused(refusal);
        allocated.Should().BeLessThan(20_000);
    }

    [Theory]
    [MemberData(nameof(Condemned))]
    public async Task What_its_header_condemns_is_read_from_a_stream_no_further_than_its_first_block(string name)
    {
        byte[] photo = HostilePhotos.Condemned[name];
        CountingStream stream = new([.. photo, .. new byte[2_000_000]]);

        await FluentActions.Awaiting(() => LivenessImage.FromStreamAsync(stream)).Should().ThrowAsync<LivenessException>();

        if (!name.Contains("scans", StringComparison.Ordinal) && photo.Length > 100 && name != "WebP whose picture is larger than its canvas")
        {
            stream.BytesRead.Should().BeLessThanOrEqualTo(64 * 1024);
        }
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task What_is_damaged_is_refused_where_it_has_to_be_decoded(string name)
    {
        Func<Task> fit = async () => await ImagePipeline.FitAsync(LivenessImage.FromBytes(HostilePhotos.Damaged[name]), s_noFormat, default);

        AssertRefused((await fit.Should().ThrowAsync<LivenessException>()).Which);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task What_is_damaged_is_refused_where_it_would_fit(string name)
    {
        Func<Task> fit = async () => await ImagePipeline.FitAsync(LivenessImage.FromBytes(HostilePhotos.Damaged[name]), s_anyFormat, default);

        AssertRefused((await fit.Should().ThrowAsync<LivenessException>()).Which);
    }

    [Fact]
    public async Task Damage_that_only_a_decoder_sees_is_refused_where_the_photo_is_decoded_and_left_to_the_vendor_elsewhere()
    {
        LivenessImage image = LivenessImage.FromBytes(HostilePhotos.PngOfWrongSize());

        (await ImagePipeline.FitAsync(image, s_anyFormat, default)).Image.Should().BeSameAs(image);
        Func<Task> decode = async () => await ImagePipeline.FitAsync(image, s_noFormat, default);

        AssertRefused((await decode.Should().ThrowAsync<LivenessException>()).Which);
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task What_only_looks_strange_is_sent_without_the_strange_parts(string name)
    {
        LivenessImage image = LivenessImage.FromBytes(HostilePhotos.Sound[name]);

        PreparedImage passed = await ImagePipeline.FitAsync(image, s_anyFormat, default);
        PreparedImage encoded = await ImagePipeline.FitAsync(image, s_noFormat, default);

        passed.Sent!.Quality.Should().BeNull();
        passed.Image!.Data.Length.Should().BeLessThan(500_000);
        Pixels.Decode(encoded.Image!.Data.Span).DifferenceTo(WithoutAlpha(Pixels.Decode(passed.Image.Data.Span))).Should().BeLessThan(4);
    }

    [SharedTheory]
    [MemberData(nameof(SharedFiles))]
    public async Task Every_file_of_the_shared_collection_ends_as_a_picture_or_a_sentence(string name)
    {
        foreach (ImageRequirements requirements in new[] { s_anyFormat, s_noFormat, new ImageRequirements { MaxHeight = 100 } })
        {
            try
            {
                string path = Path.Combine(Repository.Shared, "hostile", name);
                LivenessImage image = name.EndsWith(".txt", StringComparison.Ordinal)
                    ? LivenessImage.FromBase64(await File.ReadAllTextAsync(path))
                    : await LivenessImage.FromFileAsync(path);
                PreparedImage fitted = await ImagePipeline.FitAsync(image, requirements, default);
                Pixels.Decode(fitted.Image!.Data.Span).Height.Should().BeInRange(1, 1080);
            }
            catch (LivenessException e)
            {
                AssertRefused(e);
            }
        }
    }

    [SharedTheory]
    [InlineData("jpeg_no_eoi.jpg")]
    [InlineData("jpeg_truncated_half.jpg")]
    [InlineData("jpeg_truncated_12mp.jpg")]
    [InlineData("jpeg_bitflips.jpg")]
    [InlineData("png_truncated.png")]
    [InlineData("png_bad_crc.png")]
    public async Task A_face_that_is_half_grey_is_never_sent(string name)
    {
        Func<Task> fit = async () => await ImagePipeline.FitAsync(LivenessImage.FromBytes(Photos.Shared("hostile", name)), s_anyFormat, default);

        AssertRefused((await fit.Should().ThrowAsync<LivenessException>()).Which);
    }

    private static Pixels WithoutAlpha(Pixels pixels) => pixels.Channels == 3 ? pixels : throw new ArgumentException("Only colour photos are compared.");

    private static LivenessException Refusal(Action read)
    {
        try
        {
            read();
            throw new InvalidOperationException("It was not refused.");
        }
        catch (LivenessException e)
        {
            return e;
        }
    }

    private static void AssertRefused(LivenessException refusal)
    {
        refusal.Error.Should().Be(LivenessError.InvalidImage);
        refusal.Message.Should().StartWith("The ").And.EndWith(".");
        refusal.Message.Should().NotMatchRegex("vips|exception|0x", because: "a user reads it");
    }

    private sealed class CountingStream(byte[] data) : MemoryStream(data)
    {
        public long BytesRead { get; private set; }

        // Not seekable, as a request's body: nothing is known of its length.
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            BytesRead += read;
            return read;
        }
    }
}
