namespace LivenessSdk.Tests.Images;

/// <summary>Bounds what a photo costs in memory, and that nothing of it stays behind. Times are the benchmark's business.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.WebP)]
    public void Reading_a_header_allocates_nothing(ImageFormat format)
    {
        byte[] photo = PhotoFile.WithExif(PhotoFile.Write(new Pixels(300, 200, 3, new byte[180_000]), format), format, ExifData.Create(6));
        _ = ImageHeader.Read(photo);

        Allocated(() => ImageHeader.Read(photo)).Should().Be(0);
    }

    [Fact]
    public void A_photo_that_fits_costs_the_same_few_objects_whatever_its_size()
    {
        LivenessImage small = SamplePhoto.ToImage();
        LivenessImage large = LivenessImage.FromBytes(PhotoFile.Write(new Pixels(1080, 1080, 3, Noise(1080 * 1080 * 3)), ImageFormat.Png));
        ImageRequirements requirements = new();
        Fit(small, requirements);

        Allocated(() => Fit(large, requirements)).Should().Be(Allocated(() => Fit(small, requirements))).And.BeLessThan(500);
    }

    [Fact]
    public async Task A_body_costs_less_than_a_kilobyte_whatever_the_photos_size()
    {
        foreach (int length in new[] { 1_000, 250_000, 2_000_000, 20_000_000 })
        {
            byte[] photo = Noise(length);
            await SendAsync(photo);

            long least = long.MaxValue;
            for (int i = 0; i < 20; i++)
            {
                long start = GC.GetAllocatedBytesForCurrentThread();
                Task sending = SendAsync(photo);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - start;
                sending.IsCompleted.Should().BeTrue(because: "a sink that takes everything at once keeps it on this thread");
                least = Math.Min(least, allocated);
            }

            least.Should().BeLessThan(1024, because: $"of {length} bytes none is copied but to the wire");
        }

        static async Task SendAsync(byte[] photo)
        {
            using Base64JsonContent content = new("{\"faceImage\":\"", photo, "\"}");
            await content.CopyToAsync(Stream.Null);
        }
    }

    [Fact]
    public void Decoding_base64_allocates_the_photo_and_nothing_that_grows_with_it()
    {
        byte[] photo = [.. Photos.Astronaut1080, .. Noise(2_000_000)];
        string text = "data:image/jpeg;base64," + Convert.ToBase64String(photo);
        LivenessImage.FromBase64(text);

        Allocated(() => LivenessImage.FromBase64(text)).Should().BeInRange(photo.Length, photo.Length + 500);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public async Task A_stream_is_read_no_further_than_one_byte_above_the_limit(int limit)
    {
        EndlessPhoto stream = new();

        Func<Task> read = () => LivenessImage.FromStreamAsync(stream, new ImageLimits { MaxBytes = limit });

        (await read.Should().ThrowAsync<LivenessException>()).WithMessage($"*more than {limit} bytes*");
        stream.BytesRead.Should().Be(limit + 1);
    }

    [Fact]
    public async Task A_stream_whose_length_is_above_the_limit_is_not_read_at_all()
    {
        using MemoryStream stream = new(Photos.Astronaut1080);

        await FluentActions.Awaiting(() => LivenessImage.FromStreamAsync(stream, new ImageLimits { MaxBytes = 1000 })).Should().ThrowAsync<LivenessException>();

        stream.Position.Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64 * 1024 - 1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(int.MaxValue)]
    public async Task A_stream_gives_the_same_bytes_however_it_is_cut(int blockLength)
    {
        byte[] photo = blockLength == 1 ? SamplePhoto.Bytes.ToArray() : Photos.Astronaut12Megapixels;
        SlicedStream stream = new(photo, blockLength);

        LivenessImage image = await LivenessImage.FromStreamAsync(stream);

        image.Data.Span.SequenceEqual(photo).Should().BeTrue();
    }

    [Fact]
    public void A_photo_is_never_shown()
    {
        LivenessImage image = SamplePhoto.ToImage();

        image.ToString().Should().Be("Jpeg 640x480, 61250 bytes");
        LivenessImage.FromUri(new Uri("https://example.com/selfie.jpg?token=secret")).ToString().Should().NotContain("example").And.NotContain("secret");
        typeof(LivenessImage).GetProperty(nameof(LivenessImage.Data))!
            .GetCustomAttributes(typeof(System.Diagnostics.DebuggerBrowsableAttribute), inherit: false).Should().ContainSingle();
    }

    private static void Fit(LivenessImage image, ImageRequirements requirements) =>
        Assert.True(ImagePipeline.FitAsync(image, requirements, default).IsCompletedSuccessfully);

    /// <summary>Measures on this thread, several times, because the runtime may do work of its own in between.</summary>
    private static long Allocated(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Starts like a photo and never ends.</summary>
    private sealed class EndlessPhoto : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int start = (int)Math.Min(BytesRead, SamplePhoto.Bytes.Length);
            int copied = Math.Min(count, SamplePhoto.Bytes.Length - start);
            SamplePhoto.Bytes.Span.Slice(start, copied).CopyTo(buffer.AsSpan(offset));
            BytesRead += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class SlicedStream(byte[] data, int blockLength) : MemoryStream(data)
    {
        public override bool CanSeek => blockLength == 1;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, blockLength)], cancellationToken);
    }
}
