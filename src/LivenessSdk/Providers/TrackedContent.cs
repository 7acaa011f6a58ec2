using System.Net;

namespace LivenessSdk.Providers;

/// <summary>Passes the body of a billable request on, and records when something begins to read it.</summary>
internal sealed class TrackedContent : HttpContent
{
    private const int Unread = 0;
    private const int Read = 1;
    private const int Closed = 2;

    private int _state;

    public TrackedContent(HttpContent content, SendAttempt attempt)
    {
        Original = content;
        Attempt = attempt;
        foreach (var header in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        }
    }

    /// <summary>Gets the body itself.</summary>
    public HttpContent Original { get; }

    /// <summary>Gets the attempt that sends the body.</summary>
    public SendAttempt Attempt { get; }

    /// <summary>Gets a value indicating whether a part of the body was asked for.</summary>
    public bool Begun => Volatile.Read(ref _state) == Read;

    /// <summary>Gets a value indicating whether the whole body was written.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Sees to it that nobody reads the body, unless somebody has begun to.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Unread) != Read;

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        Original.CopyTo(stream, context, cancellationToken);
        IsComplete = true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begin();
        await Original.CopyToAsync(stream, context, cancellationToken).ConfigureAwait(false);
        IsComplete = true;
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken)
    {
        Begin();
        return Original.ReadAsStream(cancellationToken);
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        Begin();
        return Original.ReadAsStreamAsync();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Original.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Original.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Begin()
    {
        Attempt.BeginBody();
        if (Interlocked.CompareExchange(ref _state, Read, Unread) == Closed)
        {
            throw new ObjectDisposedException(nameof(TrackedContent), "The attempt to send this body has ended.");
        }
    }
}
