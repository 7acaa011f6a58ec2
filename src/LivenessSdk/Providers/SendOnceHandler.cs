using System.Net;
using System.Runtime.CompilerServices;

namespace LivenessSdk.Providers;

/// <summary>Represents the innermost handler: records what really leaves, never lets a billable request leave twice, and accepts no response from another host.</summary>
/// <remarks>The library does not repeat such a request anyway. This stops a retrying handler of the application.</remarks>
internal sealed class SendOnceHandler : DelegatingHandler
{
    /// <summary>Rejects a synchronous send, which the network's handlers would carry out unseen.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to a liveness vendor are sent asynchronously. Call SendAsync in the handler.");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (SendAttempt.Find(request) is { } own)
        {
            return SendAsync(own, request, cancellationToken);
        }

        return SendAttempt.TryRecognizeCopy(request, out SendAttempt? copied)
            ? SendCopyAsync(copied, request, cancellationToken)
            : SendToOneHostAsync(request, cancellationToken).AsTask();
    }

    private async Task<HttpResponseMessage> SendAsync(SendAttempt attempt, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BodyTracking? body = Track(request, attempt);
        attempt.Dispatch();
        try
        {
            HttpResponseMessage response = await SendToOneHostAsync(request, cancellationToken).ConfigureAwait(false);
            attempt.RecordStatus(response.StatusCode, isCopy: false);
            return response;
        }
        catch (Exception e)
        {
            if (IsUnsent(e, body))
            {
                attempt.MarkUnsent(e);
            }
            else if (IsRejectedByProtocol(e))
            {
                attempt.MarkRejected(e);
            }

            attempt.WasCutWhileSending = e is HttpRequestException && body is { Begun: true, IsComplete: false };
            throw;
        }
    }

    /// <summary>Sends a copy that no longer carries the attempt: its outcome proves nothing about the attempt, except that it was sent.</summary>
    private async Task<HttpResponseMessage> SendCopyAsync(SendAttempt attempt, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        attempt.Dispatch();
        HttpResponseMessage response = await SendToOneHostAsync(request, cancellationToken).ConfigureAwait(false);
        attempt.RecordStatus(response.StatusCode, isCopy: true);
        return response;
    }

    /// <summary>Sends a request, and rejects a response from elsewhere: a primary handler of another kind may follow redirects.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpResponseMessage> SendToOneHostAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? address = request.RequestUri;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsSameHost(address, request.RequestUri) && IsSameHost(address, response.RequestMessage?.RequestUri))
        {
            response.RequestMessage ??= request; // This distinguishes the network's responses from those that a handler creates.
            return response;
        }

        response.Dispose();
        throw new OtherHostException();
    }

    private static bool IsSameHost(Uri? sent, Uri? answered) =>
        ReferenceEquals(sent, answered)
        || answered is not { IsAbsoluteUri: true }
        || sent is not { IsAbsoluteUri: true }
        || (sent.Scheme == answered.Scheme && sent.IdnHost == answered.IdnHost && sent.Port == answered.Port);

    /// <summary>Tracks a body that a handler has read or replaced anew: a buffered body does not show when it is sent.</summary>
    private static BodyTracking? Track(HttpRequestMessage request, SendAttempt attempt)
    {
        if (request.Content is { } content && BodyTracking.Find(content) is not { Begun: false })
        {
            request.Content = BodyTracking.Track(content, attempt);
        }

        return BodyTracking.Find(request.Content);
    }

    /// <summary>Determines whether a failure came before the body was sent. Only the framework's own handlers are trusted to read the body before sending it.</summary>
    private bool IsUnsent(Exception failure, BodyTracking? body) =>
        body is { Begun: false }
        && (InnerHandler is SocketsHttpHandler or HttpClientHandler || TransportFailure.PrecedesConnection(failure));

    /// <summary>Determines whether HTTP/2 itself says that the request was not processed (RFC 9113, section 8.7).</summary>
    private static bool IsRejectedByProtocol(Exception failure)
    {
        const long RefusedStream = 7;
        return failure is HttpRequestException { InnerException: HttpProtocolException { ErrorCode: RefusedStream } };
    }
}

/// <summary>Records when the body of a billable request begins to be read.</summary>
internal sealed class BodyTracking(SendAttempt attempt)
{
    private const int Unread = 0;
    private const int Read = 1;
    private const int Closed = 2;

    private int _state;

    /// <summary>Gets the attempt that sends the body.</summary>
    public SendAttempt Attempt => attempt;

    /// <summary>Gets a value indicating whether a part of the body was asked for.</summary>
    public bool Begun => Volatile.Read(ref _state) == Read;

    /// <summary>Gets a value indicating whether the whole body was written.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Finds the tracking of a body; <see langword="null"/> if it has none.</summary>
    public static BodyTracking? Find(HttpContent? body) => (body as TrackedContent)?.Tracking ?? (body as Base64JsonContent)?.Tracking;

    /// <summary>Tracks a body. The library's own tracks itself; any other is wrapped.</summary>
    /// <returns>The body to send.</returns>
    public static HttpContent Track(HttpContent body, SendAttempt attempt)
    {
        if (body is Base64JsonContent { Tracking: null } own)
        {
            own.Tracking = new BodyTracking(attempt);
            return own;
        }

        return new TrackedContent(body, new BodyTracking(attempt));
    }

    /// <summary>Prevents the body from being read, unless that has begun.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Unread) != Read;

    /// <summary>Records that the body is about to be read.</summary>
    /// <exception cref="ObjectDisposedException">The attempt has ended.</exception>
    public void Begin()
    {
        attempt.BeginBody();
        if (Interlocked.CompareExchange(ref _state, Read, Unread) == Closed)
        {
            throw new ObjectDisposedException(nameof(HttpContent), "The attempt to send this body has ended.");
        }
    }

    /// <summary>Records that the whole body was written.</summary>
    public void Complete() => IsComplete = true;
}

/// <summary>Wraps a body that cannot track itself.</summary>
internal sealed class TrackedContent : HttpContent
{
    public TrackedContent(HttpContent content, BodyTracking tracking)
    {
        Original = content;
        Tracking = tracking;
        foreach (var header in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        }
    }

    /// <summary>Gets the body itself.</summary>
    public HttpContent Original { get; }

    public BodyTracking Tracking { get; }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Tracking.Begin();
        Original.CopyTo(stream, context, cancellationToken);
        Tracking.Complete();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Tracking.Begin();
        await Original.CopyToAsync(stream, context, cancellationToken).ConfigureAwait(false);
        Tracking.Complete();
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken)
    {
        Tracking.Begin();
        return Original.ReadAsStream(cancellationToken);
    }

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        Tracking.Begin();
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
}
