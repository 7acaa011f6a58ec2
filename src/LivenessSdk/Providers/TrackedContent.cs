using System.Net;

namespace LivenessSdk.Providers;

/// <summary>Passes the body of a billable request on, and records when something begins to read it.</summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly SendAttempt _attempt;

    public TrackedContent(HttpContent content, SendAttempt attempt)
    {
        _content = content;
        _attempt = attempt;
        foreach (var header in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        }
    }

    /// <summary>Gets a value indicating whether a part of the body was asked for.</summary>
    public bool Begun { get; private set; }

    /// <summary>Gets a value indicating whether the whole body was written.</summary>
    public bool IsComplete { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        await _content.CopyToAsync(stream, context, cancellationToken).ConfigureAwait(false);
        IsComplete = true;
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        Begin();
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

    private void Begin()
    {
        _attempt.BeginBody();
        Begun = true;
    }
}
