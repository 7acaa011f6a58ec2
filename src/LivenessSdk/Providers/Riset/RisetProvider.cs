namespace LivenessSdk;

/// <summary>Asks Riset, which takes several photos at once, each with the pose that the person was asked for.</summary>
internal sealed class RisetProvider : ILivenessProvider
{
    public const string Vendor = "Riset";

    private readonly ProviderTransport _transport;
    private readonly RisetOptions _options;
    private readonly AccessTokenCache _tokens;
    private readonly Uri _tokenAddress;
    private readonly Uri _address;

    public RisetProvider(ProviderTransport transport, RisetOptions options)
    {
        _transport = transport;
        _options = options;
        _tokens = new AccessTokenCache(transport, options.Timeout, ObtainTokenAsync);

        Uri endpoint = options.Endpoint!;
        string operation = options.Protocol == RisetProtocol.Batch ? "batch-verify-face-liveness" : "verify-face-liveness";
        _tokenAddress = ProviderAddress.Combine(endpoint, options.TokenPath);
        _address = ProviderAddress.Combine(ProviderAddress.Combine(endpoint, options.ApiPath), operation);
        Info = new LivenessProviderInfo
        {
            Vendor = Vendor,
            Image = new ImageRequirements { MaxHeight = options.MaxHeight },
            MaxFrames = 8,
            Endpoint = endpoint,
            Documentation = new Uri("https://risetai.gitbook.io/face-docs"),
        };
    }

    public LivenessProviderInfo Info { get; }

    public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        RisetCheck check = RisetCheck.From(request, _options, _transport);
        RisetReply reply = await _tokens.SendAsync(
            token => SendAsync(() => CreateRequest(check, token), RequestKind.Billable, cancellationToken),
            reply => reply.RejectsToken,
            cancellationToken).ConfigureAwait(false);
        return reply.ToResult(check);
    }

    private async Task<RisetReply> SendAsync(Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken) =>
        new(await _transport.SendAsync(create, kind, cancellationToken).ConfigureAwait(false), _transport);

    private HttpRequestMessage CreateRequest(RisetCheck check, string token)
    {
        HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = RisetBody.Write(check, _options) };
        request.Headers.TryAddWithoutValidation("Accesstoken", token);
        return request;
    }

    /// <summary>Obtains a token by the credentials, the only way there is.</summary>
    private async Task<AccessToken> ObtainTokenAsync(AccessToken? previous, CancellationToken cancellationToken)
    {
        RisetReply reply = await SendAsync(CreateTokenRequest, RequestKind.Token, cancellationToken).ConfigureAwait(false);
        return new AccessToken(reply.ReadAccessToken(), _transport.TimeProvider.GetUtcNow());
    }

    private HttpRequestMessage CreateTokenRequest() => new(HttpMethod.Post, _tokenAddress)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = _options.ClientId,
            ["password"] = _options.Password,
        }),
    };
}
