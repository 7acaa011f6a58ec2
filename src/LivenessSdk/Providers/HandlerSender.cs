namespace LivenessSdk.Providers;

/// <summary>Sends each request once, through a handler that a unit test supplies.</summary>
internal sealed class HandlerSender : IRequestSender
{
    private readonly HttpMessageHandler _handler;

    public HandlerSender(HttpMessageHandler handler)
    {
        _handler = handler;
    }

    public async Task<ProviderResponse> SendAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // A unit test has no factory.
        using HttpClient client = new(_handler, disposeHandler: false);
#pragma warning restore RS0030
        return await request.SendAsync(client, cancellationToken).ConfigureAwait(false);
    }
}
