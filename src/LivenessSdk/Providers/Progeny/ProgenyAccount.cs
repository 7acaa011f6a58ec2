using System.Net;

namespace LivenessSdk;

/// <summary>Obtains access tokens of Progeny: by the refresh token while it serves, else by name and password.</summary>
internal sealed class ProgenyAccount
{
    private static readonly TimeSpan s_documentedLifetime = TimeSpan.FromMinutes(5);

    private readonly ProviderTransport _transport;
    private readonly ProgenyOptions _options;
    private readonly Uri _obtain;
    private readonly Uri _refresh;

    public ProgenyAccount(ProviderTransport transport, ProgenyOptions options, Uri endpoint)
    {
        _transport = transport;
        _options = options;
        _obtain = ProviderAddress.Combine(endpoint, "accounts/token/obtain/");
        _refresh = ProviderAddress.Combine(endpoint, "accounts/token/refresh/");
    }

    public async Task<AccessToken> ObtainAsync(AccessToken? previous, CancellationToken cancellationToken) =>
        await RefreshAsync(previous?.RefreshToken, cancellationToken).ConfigureAwait(false)
            ?? await SignInAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Renews the token; null where that needs the credentials.</summary>
    private async Task<AccessToken?> RefreshAsync(string? refreshToken, CancellationToken cancellationToken)
    {
        if (refreshToken is null)
        {
            return null;
        }

        ProviderResponse response = await PostAsync(_refresh, cancellationToken, ("refresh", refreshToken)).ConfigureAwait(false);
        bool trouble = response.StatusCode >= HttpStatusCode.InternalServerError
            || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return trouble ? throw _transport.CreateException(response) : Read(response, refreshToken);
    }

    private async Task<AccessToken> SignInAsync(CancellationToken cancellationToken)
    {
        ProviderResponse response = await PostAsync(
            _obtain, cancellationToken, ("username", _options.Username), ("password", _options.Password)).ConfigureAwait(false);
        return Read(response, refreshToken: null) ?? throw (response.IsSuccess
            ? _transport.CreateException(
                LivenessError.UnexpectedResponse, "Progeny accepted name and password but gave no access token.", response)
            : _transport.CreateException(response));
    }

    private Task<ProviderResponse> PostAsync(Uri address, CancellationToken cancellationToken, params (string Name, string Value)[] fields) =>
        _transport.SendAsync(() => CreateRequest(address, fields), RequestKind.Token, cancellationToken);

    private static HttpRequestMessage CreateRequest(Uri address, (string Name, string Value)[] fields)
    {
        MultipartFormDataContent form = [];
        foreach ((string name, string value) in fields)
        {
            form.Add(new StringContent(value), $"\"{name}\"");
        }

        return new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
    }

    /// <summary>Reads the tokens; null where the reply has no access token. A reply without a new refresh token leaves the old one in force.</summary>
    private AccessToken? Read(ProviderResponse response, string? refreshToken)
    {
        LenientJson? reply = response.IsSuccess ? LenientJson.Parse(response, _transport) : null;
        return reply?.Text("access") is { } access && AccessToken.IsUsable(access)
            ? new AccessToken(access, _transport.TimeProvider.GetUtcNow(), s_documentedLifetime, reply.Text("refresh") ?? refreshToken)
            : null;
    }
}
