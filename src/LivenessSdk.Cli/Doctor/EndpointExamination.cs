using System.Globalization;
using System.Net;
using System.Net.Security;

namespace LivenessSdk.Cli;

/// <summary>Examines whether a vendor's address is reachable, with a request without photo and credentials over the same route as a check.</summary>
internal static class EndpointExamination
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(string provider, Uri endpoint, CancellationToken cancellationToken)
    {
        string subject = $"{provider} endpoint";
        string address = AddressOf(endpoint);
        string? proxy = FindProxy(endpoint);
        string route = proxy is null ? "" : $" through the proxy {proxy}";
        string? certificate = null;
        SslPolicyErrors distrust = SslPolicyErrors.None;
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseProxy = proxy is not null };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, errors) =>
        {
            certificate = $"certificate for {presented?.Subject}, valid until {presented?.GetExpirationDateString()}";
            distrust = errors;
            return errors == SslPolicyErrors.None;
        };
        using HttpMessageInvoker http = new(handler, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Head, endpoint);
        using CancellationTokenSource deadline = new(s_timeout, TimeProvider.System);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, either.Token);
            return response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired
                ? [Finding.Unreachable(subject, $"the proxy {proxy} requires credentials. Add them to HTTPS_PROXY.")]
                : [Finding.Ok(subject, $"{address} responds{route}"), Tls(provider, endpoint, certificate)];
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            string cause = distrust == SslPolicyErrors.None ? "no secure connection could be established" : $"the certificate is not trusted ({distrust}), {certificate}";
            return
            [
                Finding.Ok(subject, $"{address} accepts connections{route}"),
                Finding.Unreachable($"{provider} TLS", $"{cause}. Check this machine's clock and root certificates, and whether a proxy intercepts connections."),
            ];
        }
        catch (HttpRequestException e)
        {
            return [Finding.Unreachable(subject, proxy is null ? $"{address} {Explain(e.HttpRequestError)}" : ExplainProxy(e, address, proxy))];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string seconds = s_timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return [Finding.Unreachable(subject, $"{address} did not respond within {seconds} s{route}. Check the firewall{(proxy is null ? "" : " and the proxy")}.")];
        }
    }

    /// <summary>Gets the proxy for an address, without its credentials, or <c>null</c> if there is none. Checks never use a proxy for loopback addresses.</summary>
    private static string? FindProxy(Uri endpoint) =>
        endpoint.IsLoopback || HttpClient.DefaultProxy.IsBypassed(endpoint) || HttpClient.DefaultProxy.GetProxy(endpoint) is not { } proxy || proxy == endpoint
            ? null
            : AddressOf(proxy);

    private static string AddressOf(Uri uri) => $"{uri.Scheme}://{uri.Authority}";

    private static Finding Tls(string provider, Uri endpoint, string? certificate) =>
        Finding.Ok($"{provider} TLS", endpoint.Scheme == Uri.UriSchemeHttps ? $"trusted, {certificate}" : "not used for a loopback address");

    private static string Explain(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "has no DNS entry. Check the Endpoint for typos, and this machine's DNS.",
        HttpRequestError.ConnectionError => "rejects connections or is unreachable. Check the Endpoint, the firewall, and whether this network requires a proxy (HTTPS_PROXY).",
        _ => $"does not respond with HTTP ({error}). Check the Endpoint.",
    };

    private static string ExplainProxy(HttpRequestException failure, string address, string proxy) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"the proxy {proxy} has no DNS entry. Check HTTPS_PROXY.",
        HttpRequestError.ConnectionError => $"the proxy {proxy} rejects connections or is unreachable. Check HTTPS_PROXY, or exempt the address with NO_PROXY.",
        HttpRequestError.ProxyTunnelError => $"the proxy {proxy} does not allow connections to {address} ({(failure.StatusCode is { } status ? (int)status : "no status")}). Ask its operator to allow the address.",
        _ => $"{address} does not respond with HTTP through the proxy {proxy} ({failure.HttpRequestError}). Check the proxy.",
    };
}
