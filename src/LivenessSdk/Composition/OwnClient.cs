namespace LivenessSdk;

/// <summary>Represents a client of the application, which sends the photo itself, with the behavior of the library's own: allowed clients, ledger and validated results.</summary>
internal sealed class OwnClient : IComposableClient
{
    private readonly ILivenessClient _client;

    public OwnClient(string name, ILivenessClient client)
    {
        ClientName = name;
        _client = client;
    }

    public string ClientName { get; }

    public bool IsComposed => false;

    public TimeSpan? Timeout => null;

    public IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) => request.Allows(ClientName) ? [ClientName] : [];

    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return request.Memory is { } memory
            ? memory.CheckAsync(this, ClientName, request, cancellationToken)
            : SendAsync(request, cancellationToken);
    }

    private async Task<LivenessResult> SendAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        if (!request.Allows(ClientName))
        {
            throw new LivenessException(
                LivenessError.InvalidRequest, $"{ClientName}: AllowedClients does not name '{ClientName}', so the photo was not sent.")
            {
                ClientName = ClientName,
                Attempts = [new LivenessAttempt { ClientName = ClientName, Error = LivenessError.InvalidRequest }],
            };
        }

        if (request.DispatchGate is { } gate)
        {
            await gate.DispatchAsync(ClientName, cancellationToken).ConfigureAwait(false); // Nothing else reports when the photo leaves.
        }

        LivenessResult result = await _client.CheckAsync(request, cancellationToken).ConfigureAwait(false);
        return ResultValidator.Validate(result, ClientName, mayHaveBeenProcessed: true);
    }
}
