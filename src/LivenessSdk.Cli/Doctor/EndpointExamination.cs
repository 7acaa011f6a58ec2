using System.Globalization;
using System.Net;
using System.Net.Security;

namespace LivenessSdk.Cli;

/// <summary>Examines whether a vendor's address can be reached, by a request without photo and credentials, on the way that a check takes.</summary>
internal static class EndpointExamination
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(string provider, Uri endpoint, CancellationToken cancellationToken)
    {
        string subject = $"{provider} endpoint";
        string address = AddressOf(endpoint);
        string? proxy = FindProxy(endpoint);
        string way = proxy is null ? "" : $" through the proxy {proxy}";
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
                ? [Finding.Unreachable(subject, $"the proxy {proxy} asks for credentials. Put them into HTTPS_PROXY.")]
                : [Finding.Ok(subject, $"{address} answers{way}"), Tls(provider, endpoint, certificate)];
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            string cause = distrust == SslPolicyErrors.None ? "no secure connection came about" : $"the certificate is not trusted ({distrust}), {certificate}";
            return
            [
                Finding.Ok(subject, $"{address} accepts connections{way}"),
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
            return [Finding.Unreachable(subject, $"{address} did not answer within {seconds} s{way}. Check the firewall{(proxy is null ? "" : " and the proxy")}.")];
        }
    }

    /// <summary>Finds the proxy on the way to an address, without its credentials; <c>null</c> if there is none. Checks never take one to this machine's own address.</summary>
    private static string? FindProxy(Uri endpoint) =>
        endpoint.IsLoopback || HttpClient.DefaultProxy.IsBypassed(endpoint) || HttpClient.DefaultProxy.GetProxy(endpoint) is not { } proxy || proxy == endpoint
            ? null
            : AddressOf(proxy);

    private static string AddressOf(Uri uri) => $"{uri.Scheme}://{uri.Authority}";

    private static Finding Tls(string provider, Uri endpoint, string? certificate) =>
        Finding.Ok($"{provider} TLS", endpoint.Scheme == Uri.UriSchemeHttps ? $"trusted, {certificate}" : "not used on this machine's own address");

    private static string Explain(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "has no address in DNS. Check the Endpoint for a typing error, and this machine's DNS.",
        HttpRequestError.ConnectionError => "refuses connections or cannot be reached. Check the Endpoint, the firewall, and whether this network needs a proxy (HTTPS_PROXY).",
        _ => $"answers something that is not HTTP ({error}). Check the Endpoint.",
    };

    private static string ExplainProxy(HttpRequestException failure, string address, string proxy) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"the proxy {proxy} has no address in DNS. Check HTTPS_PROXY.",
        HttpRequestError.ConnectionError => $"the proxy {proxy} refuses connections or cannot be reached. Check HTTPS_PROXY, or exempt the address by NO_PROXY.",
        HttpRequestError.ProxyTunnelError => $"the proxy {proxy} does not let connections to {address} through ({(failure.StatusCode is { } status ? (int)status : "no status")}). Ask who runs it to allow the address.",
        _ => $"{address} answers something that is not HTTP through the proxy {proxy} ({failure.HttpRequestError}). Check the proxy.",
    };
}
