using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Asks Riset, which accepts several photos at once, each with the pose that the person was asked for.</summary>
internal sealed class RisetProvider : ILivenessProvider
{
    public const string Vendor = "Riset";

    private readonly RisetOptions _options;
    private readonly AccessTokenCache _tokens;
    private readonly Uri _tokenAddress;
    private readonly Uri _address;

    public RisetProvider(RisetOptions options)
    {
        _options = options;
        _tokens = new AccessTokenCache(options.Timeout, ObtainTokenAsync);

        Uri endpoint = options.Endpoint!;
        string operation = options.Protocol == RisetProtocol.Batch ? "batch-verify-face-liveness" : "verify-face-liveness";
        _tokenAddress = ProviderAddress.Combine(endpoint, options.TokenPath);
        _address = ProviderAddress.Combine(ProviderAddress.Combine(endpoint, options.ApiPath), operation);
        Info = new LivenessProviderInfo
        {
            Vendor = Vendor,
            Image = new ImageRequirements { MaxHeight = options.MaxHeight },
            MaxFrames = 8,
            ParameterTypes = [typeof(RisetParameters)],
            Endpoint = endpoint,
            Documentation = new Uri("https://risetai.gitbook.io/face-docs"),
        };
    }

    /// <summary>Gets the descriptor that Riset clients are made from.</summary>
    public static ProviderDescriptor<RisetOptions> Descriptor { get; } =
        new("Riset", static (section, options) => section.Bind(options), static options => new RisetProvider(options));

    public LivenessProviderInfo Info { get; }

    public Task PrepareAsync(ProviderCheck check, CancellationToken cancellationToken) => _tokens.PrepareAsync(check, cancellationToken);

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        RisetCheck risetCheck = RisetCheck.From(check, _options);
        RisetResponse response = await _tokens.SendAsync(
            check,
            token => SendAsync(check, () => CreateRequest(risetCheck, token), RequestKind.Billable, cancellationToken),
            response => response.RejectsToken,
            cancellationToken).ConfigureAwait(false);
        return response.ToResult(risetCheck);
    }

    private static async Task<RisetResponse> SendAsync(
        ProviderCheck check, Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken) =>
        new(await check.SendAsync(create, kind, cancellationToken).ConfigureAwait(false), check);

    private HttpRequestMessage CreateRequest(RisetCheck check, string token)
    {
        HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = RisetBody.Write(check, _options) };
        request.Headers.TryAddWithoutValidation("Accesstoken", token);
        return request;
    }

    /// <summary>Obtains a token by the credentials, the only way that Riset has.</summary>
    private async Task<AccessToken> ObtainTokenAsync(AccessToken? previous, ProviderCheck check, CancellationToken cancellationToken)
    {
        RisetResponse response = await SendAsync(check, CreateTokenRequest, RequestKind.Token, cancellationToken).ConfigureAwait(false);
        return new AccessToken(response.ReadAccessToken(), check.TimeProvider.GetUtcNow());
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
