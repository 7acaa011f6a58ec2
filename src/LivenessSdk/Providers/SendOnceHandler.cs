using System.Net;
using System.Runtime.CompilerServices;

namespace LivenessSdk.Providers;

/// <summary>Represents the innermost handler: records what really leaves, never lets a billable request leave twice, and accepts no response from another host.</summary>
/// <remarks>The library does not repeat such a request anyway. This stops a retrying handler of the application.</remarks>
internal sealed class SendOnceHandler : DelegatingHandler
{
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
        TrackedContent? content = Track(request, attempt);
        attempt.Dispatch();
        try
        {
            HttpResponseMessage response = await SendToOneHostAsync(request, cancellationToken).ConfigureAwait(false);
            attempt.RecordStatus(response.StatusCode, isCopy: false);
            return response;
        }
        catch (Exception e)
        {
            if (IsUnsent(e, content))
            {
                attempt.MarkUnsent(e);
            }
            else if (IsRejectedByProtocol(e))
            {
                attempt.MarkRejected(e);
            }

            attempt.WasCutWhileSending = e is HttpRequestException && content is { Begun: true, IsComplete: false };
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

    /// <summary>Wraps a body that a handler has read or replaced: a buffered body does not show when it is sent.</summary>
    private static TrackedContent? Track(HttpRequestMessage request, SendAttempt attempt)
    {
        if (request.Content is null or TrackedContent { Begun: false })
        {
            return request.Content as TrackedContent;
        }

        TrackedContent content = new(request.Content, attempt);
        request.Content = content;
        return content;
    }

    /// <summary>Determines whether a failure came before the body was sent. Only the framework's own handlers are trusted to read the body before sending it.</summary>
    private bool IsUnsent(Exception failure, TrackedContent? content) =>
        content is { Begun: false }
        && (InnerHandler is SocketsHttpHandler or HttpClientHandler || TransportFailure.PrecedesConnection(failure));

    /// <summary>Determines whether HTTP/2 itself says that the request was not processed (RFC 9113, section 8.7).</summary>
    private static bool IsRejectedByProtocol(Exception failure)
    {
        const long RefusedStream = 7;
        return failure is HttpRequestException { InnerException: HttpProtocolException { ErrorCode: RefusedStream } };
    }
}

/// <summary>Wraps the body of a billable request, and records when reading it begins.</summary>
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

    /// <summary>Prevents the body from being read, unless that has begun.</summary>
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
        // Headers store the length that they are asked for, so the usual body is asked itself.
        length = (Original as Base64JsonContent)?.Length ?? Original.Headers.ContentLength ?? -1;
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
