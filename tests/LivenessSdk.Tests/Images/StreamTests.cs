namespace LivenessSdk.Tests.Images;

/// <summary>Reads photos from streams that do not know their length, and from those that are at their end.</summary>
public sealed class StreamTests
{
    private static readonly byte[] s_photo = Photos.Astronaut12Megapixels;

    /// <summary>Names what a stream says of its length, given how many bytes were read.</summary>
    public static TheoryData<string> Lengths => ["grows while it is read", "is 0", "is too small", "is right"];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_stream_is_read_in_few_steps_whatever_it_says_of_its_length(string length)
    {
        LyingStream stream = new(s_photo, read => length switch
        {
            "grows while it is read" => read,
            "is 0" => 0,
            "is too small" => 1000,
            _ => s_photo.Length,
        });

        LivenessImage image = await LivenessImage.FromStreamAsync(stream);

        image.Data.Span.SequenceEqual(s_photo).Should().BeTrue();
        stream.Reads.Should().BeLessThan(20, because: "the room for it doubles");
    }

    [Fact]
    public async Task A_stream_at_its_end_is_refused_with_the_hint_to_rewind_it()
    {
        using MemoryStream stream = new(s_photo);
        stream.Position = stream.Length;

        Func<Task> read = () => LivenessImage.FromStreamAsync(stream);

        (await read.Should().ThrowAsync<LivenessException>().WithMessage("The photo is empty: the stream is at its end*position to 0*"))
            .Which.Error.Should().Be(LivenessError.InvalidImage);
    }

    [Fact]
    public async Task An_empty_stream_is_refused_without_it()
    {
        Func<Task> read = () => LivenessImage.FromStreamAsync(new MemoryStream());

        await read.Should().ThrowAsync<LivenessException>().WithMessage("The photo is empty. Send*");
    }

    private sealed class LyingStream(byte[] data, Func<long, long> length) : MemoryStream
    {
        public int Reads { get; private set; }

        public override long Length => length(Position);

        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            int read = Math.Min(buffer.Length, data.Length - (int)Position);
            data.AsMemory((int)Position, read).CopyTo(buffer);
            Position += read;
            return ValueTask.FromResult(read);
        }
    }
}
