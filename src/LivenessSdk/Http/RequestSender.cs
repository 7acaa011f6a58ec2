namespace LivenessSdk;

/// <summary>Sends the requests of one client through its pipeline and its HTTP client.</summary>
internal sealed class RequestSender : IRequestSender
{
    private readonly ProviderResilience _resilience;
    private readonly Func<HttpClient> _createClient;

    /// <param name="resilience">What the client has learned from its requests.</param>
    /// <param name="createClient">Gets the client's HTTP client, for one attempt.</param>
    public RequestSender(ProviderResilience resilience, Func<HttpClient> createClient)
    {
        _resilience = resilience;
        _createClient = createClient;
    }

    public Task<ProviderResponse> SendAsync(OutgoingRequest request, CancellationToken cancellationToken) =>
        _resilience.Pipeline.SendAsync(request, _createClient, cancellationToken);
}
