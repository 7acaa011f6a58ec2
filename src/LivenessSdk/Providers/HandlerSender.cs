namespace LivenessSdk.Providers;

/// <summary>Sends each request once, through a handler that a unit test supplies.</summary>
internal sealed class HandlerSender : IRequestSender
{
    private readonly HttpMessageHandler _handler;

    public HandlerSender(HttpMessageHandler handler)
    {
        _handler = handler;
    }

    public bool IsNearLimit => false;

    public async Task<ProviderResponse> SendAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // A unit test has no factory.
        using HttpClient client = new(new NetworkHandler(_handler), disposeHandler: false);
#pragma warning restore RS0030
        return await request.SendAsync(client, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Treats the test's handler as the network, which has sent the request and made the response.</summary>
    private sealed class NetworkHandler(HttpMessageHandler handler) : DelegatingHandler(handler)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            SendAttempt? attempt = SendAttempt.Find(request);
            attempt?.Dispatch();
            request.Content = (request.Content as TrackedContent)?.Original ?? request.Content; // The test sees what the provider made.
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            response.RequestMessage ??= request;
            attempt?.RecordStatus(response.StatusCode, isCopy: false);
            return response;
        }
    }
}
