namespace LivenessSdk.Cli;

/// <summary>Sends requests that do not contain the photo.</summary>
internal sealed class PhotoHoldHandler(PhotoHold hold) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await hold.PassAsync(request, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
