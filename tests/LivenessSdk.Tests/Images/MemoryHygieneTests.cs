using System.Buffers;
using System.Text;

namespace LivenessSdk.Tests.Images;

/// <summary>Looks for the photo in the buffers that the whole process shares.</summary>
public sealed class MemoryHygieneTests
{
    private const byte Unused = 0x5A;

    /// <summary>Stands for the face: a text that nothing else in the process holds, long enough to fill every buffer.</summary>
    private static readonly byte[] s_face = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("the-face-of-MemoryHygieneTests-", 8000)));

    private static readonly byte[] s_photo = [.. SamplePhoto.Bytes.Span, .. s_face];

    /// <summary>Every third byte of a text is encoded alike, so there are three ways in which it may stand in base64.</summary>
    private static readonly byte[][] s_traces =
    [
        s_face[..31], .. Enumerable.Range(0, 3).Select(shift => Encoding.ASCII.GetBytes(Convert.ToBase64String(s_face, shift, 30))),
    ];

    private readonly List<byte[]> _pooled = [];

    public MemoryHygieneTests()
    {
        foreach (int kilobytes in new[] { 64, 128, 256, 512 })
        {
            _pooled.AddRange(Enumerable.Range(0, 4).Select(_ => ArrayPool<byte>.Shared.Rent(kilobytes * 1024)));
        }

        foreach (byte[] buffer in _pooled)
        {
            buffer.AsSpan().Fill(Unused);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [Fact]
    public void Nothing_of_a_base64_text_stays_in_pooled_buffers()
    {
        LivenessImage.FromBase64(Convert.ToBase64String(s_photo)).Width.Should().Be(640);

        AssertForgotten();
    }

    [Fact]
    public void Nothing_of_a_refused_text_stays_in_pooled_buffers()
    {
        FluentActions.Invoking(() => LivenessImage.FromBase64(Convert.ToBase64String(s_face))).Should().Throw<LivenessException>();

        AssertForgotten();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_of_a_stream_stays_in_pooled_buffers(bool isSeekable)
    {
        using Stream stream = isSeekable ? new MemoryStream(s_photo) : new UploadStream(s_photo);

        (await LivenessImage.FromStreamAsync(stream)).Width.Should().Be(640);

        AssertForgotten();
    }

    [Fact]
    public async Task Nothing_of_a_sent_photo_stays_in_pooled_buffers()
    {
        using Base64JsonContent content = new("{\"a\":\"", s_face, "\"}");

        await content.CopyToAsync(Stream.Null);

        AssertForgotten();
    }

    [Fact]
    public async Task Nothing_of_a_photo_stays_in_pooled_buffers_when_sending_fails()
    {
        using Base64JsonContent content = new("{\"a\":\"", s_face, "\"}");

        await FluentActions.Awaiting(() => content.CopyToAsync(new FullStream())).Should().ThrowAsync<Exception>();

        AssertForgotten();
    }

    private void AssertForgotten()
    {
        _pooled.Should().Contain(buffer => Array.Exists(buffer, value => value != Unused), because: "otherwise none of them was used");
        foreach (byte[] buffer in _pooled)
        {
            Array.FindIndex(s_traces, trace => buffer.AsSpan().IndexOf(trace) >= 0).Should().Be(-1);
        }
    }

    private sealed class UploadStream(byte[] data) : MemoryStream(data)
    {
        public override bool CanSeek => false;
    }

    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            buffer.Length > 100 ? throw new IOException("The disk is full.") : default;
    }
}
