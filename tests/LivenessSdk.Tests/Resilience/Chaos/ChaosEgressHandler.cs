namespace LivenessSdk.Tests.Resilience.Chaos;

/// <summary>Passes each request on in a way of its own: as a clone, as a copy of its body, or by a client of its own.</summary>
internal sealed class ChaosEgressHandler(HttpMessageHandler network) : DelegatingHandler
{
    private readonly HttpMessageInvoker _own = new(network, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (ChaosCheck.Current!.Random.Next(4))
        {
            case 0:
                return await base.SendAsync(Clone(request, request.Content), cancellationToken);
            case 1:
                return await base.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken);
            case 2:
                return await _own.SendAsync(await CopyAsync(request, cancellationToken), cancellationToken);
            default:
                return await _own.SendAsync(Clone(request, request.Content), cancellationToken);
        }
    }

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Clone(request, request.Content is null ? null : new ByteArrayContent(await request.Content.ReadAsByteArrayAsync(cancellationToken)));

    private static HttpRequestMessage Clone(HttpRequestMessage request, HttpContent? content)
    {
        HttpRequestMessage clone = new(request.Method, request.RequestUri) { Content = content };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            clone.Headers.TryAddWithoutValidation(name, values);
        }

        return clone;
    }
}
