namespace LivenessSdk;

/// <summary>Stands last before the network: sees what really leaves, and never lets a paid message leave twice.</summary>
/// <remarks>The library does not repeat such a message anyway. This holds off a retrying handler of the application.</remarks>
internal sealed class SendOnceHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Exchange.Current is { Kind: RequestKind.Billable } exchange && exchange.Covers(request)
            ? SendAsync(exchange, request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(Exchange exchange, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (exchange.MayHaveBeenProcessed)
        {
            throw new SentTwiceException();
        }

        ObservedContent? content = Observe(request);
        exchange.Leave();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            exchange.Answer(response.StatusCode);
            return response;
        }
        catch (Exception e) when (IsUnsent(e, content))
        {
            exchange.Stay();
            throw;
        }
    }

    /// <summary>Wraps the body anew each time: what a handler has read into memory no longer tells when it is sent.</summary>
    private static ObservedContent? Observe(HttpRequestMessage request)
    {
        if (request.Content is null)
        {
            return null;
        }

        ObservedContent content = new(request.Content);
        request.Content = content;
        return content;
    }

    /// <summary>Finds out whether a failure came before the body. Only the framework's own handlers are trusted to have asked for the body before sending it.</summary>
    private bool IsUnsent(Exception failure, ObservedContent? content) =>
        content is { Begun: false }
        && (InnerHandler is SocketsHttpHandler or HttpClientHandler || RetryRule.IsConnectFailure(failure));
}

/// <summary>Reports that a handler tried to send a paid message again.</summary>
internal sealed class SentTwiceException : InvalidOperationException
{
    public SentTwiceException()
        : base("The message may have been processed, so it is not sent again.")
    {
    }
}
