using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LivenessSdk;

/// <summary>Stub until the image branch lands.</summary>
internal sealed class Base64JsonContent : HttpContent
{
    private readonly byte[] _body;

    public Base64JsonContent(string prefix, ReadOnlyMemory<byte> image, string suffix)
    {
        byte[] base64 = new byte[Base64.GetMaxEncodedToUtf8Length(image.Length)];
        Base64.EncodeToUtf8(image.Span, base64, out _, out _);
        _body = [.. Encoding.UTF8.GetBytes(prefix), .. base64, .. Encoding.UTF8.GetBytes(suffix)];
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public Base64JsonContent(IReadOnlyList<string> pieces, IReadOnlyList<ReadOnlyMemory<byte>> images)
    {
        List<byte> body = [.. Encoding.UTF8.GetBytes(pieces[0])];
        for (int i = 0; i < images.Count; i++)
        {
            byte[] base64 = new byte[Base64.GetMaxEncodedToUtf8Length(images[i].Length)];
            Base64.EncodeToUtf8(images[i].Span, base64, out _, out _);
            body.AddRange(base64);
            body.AddRange(Encoding.UTF8.GetBytes(pieces[i + 1]));
        }

        _body = [.. body];
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_body, 0, _body.Length);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
