using System.Net;

namespace LivenessSdk;

/// <summary>Passes a body on and notes when the network begins to take it.</summary>
internal sealed class ObservedContent : HttpContent
{
    private readonly HttpContent _content;

    public ObservedContent(HttpContent content)
    {
        _content = content;
        foreach (var header in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        }
    }

    /// <summary>Gets whether a part of the body was asked for.</summary>
    public bool Begun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begun = true;
        return _content.CopyToAsync(stream, context, cancellationToken);
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        Begun = true;
        return _content.ReadAsStreamAsync();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
