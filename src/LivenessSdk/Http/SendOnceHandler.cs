namespace LivenessSdk;

/// <summary>Comes last before the network: sees what really leaves, never lets a billable request leave twice, and takes no response from another host.</summary>
/// <remarks>The library does not repeat such a request anyway. This holds off a retrying handler of the application.</remarks>
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
            : SendToOneHostAsync(request, cancellationToken);
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

    /// <summary>Sends a copy that carries nothing of ours: what it comes to proves nothing about the attempt, except that it was sent.</summary>
    private async Task<HttpResponseMessage> SendCopyAsync(SendAttempt attempt, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        attempt.Dispatch();
        HttpResponseMessage response = await SendToOneHostAsync(request, cancellationToken).ConfigureAwait(false);
        attempt.RecordStatus(response.StatusCode, isCopy: true);
        return response;
    }

    /// <summary>Sends a request, and rejects a response from elsewhere: a primary handler of another kind may follow redirects.</summary>
    private async Task<HttpResponseMessage> SendToOneHostAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? address = request.RequestUri;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsSameHost(address, request.RequestUri) && IsSameHost(address, response.RequestMessage?.RequestUri))
        {
            response.RequestMessage ??= request; // By which an answer of the network's is told from one that a handler makes up.
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

    /// <summary>Wraps a body that a handler has read or replaced: what is in memory no longer tells when it is sent.</summary>
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

    /// <summary>Determines whether a failure came before the body. Only the framework's own handlers are trusted to have asked for the body before sending it.</summary>
    private bool IsUnsent(Exception failure, TrackedContent? content) =>
        content is { Begun: false }
        && (InnerHandler is SocketsHttpHandler or HttpClientHandler || RetryRule.IsConnectFailure(failure));

    /// <summary>Determines whether HTTP/2 itself says that the request was not processed (RFC 9113, section 8.7).</summary>
    private static bool IsRejectedByProtocol(Exception failure)
    {
        const long RefusedStream = 7;
        return failure is HttpRequestException { InnerException: HttpProtocolException { ErrorCode: RefusedStream } };
    }
}
