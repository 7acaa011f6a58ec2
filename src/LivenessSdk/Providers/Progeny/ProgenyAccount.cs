using System.Net;

namespace LivenessSdk;

/// <summary>Obtains access tokens of Progeny: by the refresh token while it is valid, otherwise by name and password.</summary>
internal sealed class ProgenyAccount
{
    private static readonly TimeSpan s_documentedLifetime = TimeSpan.FromMinutes(5);

    private readonly ProgenyOptions _options;
    private readonly Uri _obtain;
    private readonly Uri _refresh;

    public ProgenyAccount(ProgenyOptions options, Uri endpoint)
    {
        _options = options;
        _obtain = ProviderAddress.Combine(endpoint, "accounts/token/obtain/");
        _refresh = ProviderAddress.Combine(endpoint, "accounts/token/refresh/");
    }

    public async Task<AccessToken> ObtainAsync(AccessToken? previous, ProviderCheck check, CancellationToken cancellationToken) =>
        await RefreshAsync(check, previous?.RefreshToken, cancellationToken).ConfigureAwait(false)
            ?? await SignInAsync(check, cancellationToken).ConfigureAwait(false);

    /// <summary>Renews the token, or returns <see langword="null"/> if that needs the credentials.</summary>
    private async Task<AccessToken?> RefreshAsync(ProviderCheck check, string? refreshToken, CancellationToken cancellationToken)
    {
        if (refreshToken is null)
        {
            return null;
        }

        ProviderResponse response = await PostAsync(check, _refresh, cancellationToken, ("refresh", refreshToken)).ConfigureAwait(false);
        bool trouble = response.StatusCode >= HttpStatusCode.InternalServerError
            || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return trouble ? throw check.CreateException(response) : Read(check, response, refreshToken);
    }

    private async Task<AccessToken> SignInAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        ProviderResponse response = await PostAsync(
            check, _obtain, cancellationToken, ("username", _options.Username), ("password", _options.Password)).ConfigureAwait(false);
        return Read(check, response, refreshToken: null) ?? throw (response.IsSuccess
            ? check.CreateException(
                LivenessError.UnexpectedResponse, "Progeny accepted the name and password but returned no access token.", response)
            : check.CreateException(response));
    }

    private static Task<ProviderResponse> PostAsync(
        ProviderCheck check, Uri address, CancellationToken cancellationToken, params (string Name, string Value)[] fields) =>
        check.SendAsync(() => CreateRequest(address, fields), RequestKind.Token, cancellationToken);

    private static HttpRequestMessage CreateRequest(Uri address, (string Name, string Value)[] fields)
    {
        MultipartFormDataContent form = [];
        foreach ((string name, string value) in fields)
        {
            form.Add(new StringContent(value), $"\"{name}\"");
        }

        return new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
    }

    /// <summary>Reads the tokens, or returns <see langword="null"/> if the response has no access token. A response without a new refresh token leaves the old one in force.</summary>
    private static AccessToken? Read(ProviderCheck check, ProviderResponse response, string? refreshToken)
    {
        LenientJson? json = response.IsSuccess ? check.ReadJson(response) : null;
        return json?.Text("access") is { } access && AccessToken.IsUsable(access)
            ? new AccessToken(access, check.TimeProvider.GetUtcNow(), s_documentedLifetime, json.Text("refresh") ?? refreshToken)
            : null;
    }
}
