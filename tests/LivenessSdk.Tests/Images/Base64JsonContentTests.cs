using System.Text;
using System.Text.Json;

namespace LivenessSdk.Tests.Images;

public sealed class Base64JsonContentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(49_138)]
    [InlineData(49_139)]
    [InlineData(49_140)]
    [InlineData(49_141)]
    [InlineData(49_142)]
    [InlineData(49_152)]
    [InlineData(1_000_000)]
    public async Task The_photo_stands_as_base64_between_prefix_and_suffix(int length)
    {
        byte[] photo = Bytes(length);
        using Base64JsonContent content = new("{\"faceImage\":\"", photo, "\"}");

        string body = await content.ReadAsStringAsync();

        body.Should().Be("{\"faceImage\":\"" + Convert.ToBase64String(photo) + "\"}");
        content.Headers.ContentLength.Should().Be(body.Length);
        content.Headers.ContentType!.ToString().Should().Be("application/json");
    }

    [Fact]
    public async Task Several_photos_stand_where_they_were_written()
    {
        byte[] first = Bytes(100_001), second = Bytes(7);
        Base64JsonWriter writer = new();
        writer.Json.WriteStartObject();
        writer.Json.WriteString("trx_id", "Ä\"\u0001");
        writer.Json.WriteStartArray("images");
        writer.WritePhoto(first);
        writer.WritePhoto(second);
        writer.Json.WriteEndArray();
        writer.WritePhoto("last", second);
        writer.Json.WriteNumber("success_threshold", 2);
        writer.Json.WriteEndObject();
        using Base64JsonContent content = writer.ToContent();

        using JsonDocument body = JsonDocument.Parse(await content.ReadAsByteArrayAsync());

        body.RootElement.GetProperty("trx_id").GetString().Should().Be("Ä\"\u0001");
        body.RootElement.GetProperty("images").EnumerateArray().Select(photo => photo.GetBytesFromBase64()).Should().BeEquivalentTo([first, second]);
        body.RootElement.GetProperty("last").GetBytesFromBase64().Should().Equal(second);
        body.RootElement.GetProperty("success_threshold").GetInt32().Should().Be(2);
        content.Headers.ContentLength.Should().Be(Encoding.UTF8.GetByteCount(body.RootElement.GetRawText()));
    }

    [Fact]
    public async Task The_same_content_can_be_sent_again()
    {
        using Base64JsonContent content = new("{\"a\":\"", Bytes(100_000), "\"}");
        using MemoryStream first = new(), second = new();

        await content.CopyToAsync(first);
        await content.CopyToAsync(second);

        second.ToArray().Should().Equal(first.ToArray());
    }

    [Fact]
    public async Task The_braces_leave_together_with_the_photo()
    {
        using Base64JsonContent content = new("{\"a\":\"", Bytes(60_000), "\"}");
        using WriteCounter network = new();

        await content.CopyToAsync(network);

        network.Length.Should().Be(80_008);
        network.Writes.Should().Be(2, "80 KB take two writes of at most 64 KB, and a packet of two bytes costs as much as a large one");
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private sealed class WriteCounter : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
