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

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_body, 0, _body.Length);

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
