using System.Globalization;
using System.Net.Security;

namespace LivenessSdk.Cli;

/// <summary>Examines whether a vendor's address can be reached, by a request without photo and credentials.</summary>
internal static class EndpointExamination
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(string provider, Uri endpoint, CancellationToken cancellationToken)
    {
        string subject = $"{provider} endpoint";
        string address = endpoint.GetLeftPart(UriPartial.Authority);
        string? certificate = null;
        SslPolicyErrors distrust = SslPolicyErrors.None;
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, errors) =>
        {
            certificate = $"certificate for {presented?.Subject}, valid until {presented?.GetExpirationDateString()}";
            distrust = errors;
            return errors == SslPolicyErrors.None;
        };
        using HttpMessageInvoker http = new(handler, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Head, endpoint);
        using CancellationTokenSource deadline = new(s_patience, TimeProvider.System);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, either.Token);
            return [Finding.Ok(subject, $"{address} answers"), Tls(provider, endpoint, certificate)];
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            string cause = distrust == SslPolicyErrors.None ? "no secure connection came about" : $"the certificate is not trusted ({distrust}), {certificate}";
            return
            [
                Finding.Ok(subject, $"{address} accepts connections"),
                Finding.Unreachable($"{provider} TLS", $"{cause}. Check this machine's clock and root certificates, and whether a proxy intercepts connections."),
            ];
        }
        catch (HttpRequestException e)
        {
            return [Finding.Unreachable(subject, $"{address} {Explain(e.HttpRequestError)}")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string seconds = s_patience.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return [Finding.Unreachable(subject, $"{address} did not answer within {seconds} s. Check the firewall and, if there is one, the proxy (HTTPS_PROXY).")];
        }
    }

    private static Finding Tls(string provider, Uri endpoint, string? certificate) =>
        Finding.Ok($"{provider} TLS", endpoint.Scheme == Uri.UriSchemeHttps ? $"trusted, {certificate}" : "not used on this machine's own address");

    private static string Explain(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "has no address in DNS. Check the Endpoint for a typing error, and this machine's DNS.",
        HttpRequestError.ConnectionError => "refuses connections or cannot be reached. Check the Endpoint, the firewall and, if there is one, the proxy (HTTPS_PROXY).",
        HttpRequestError.ProxyTunnelError => "cannot be reached through the proxy. Check HTTPS_PROXY and what the proxy allows.",
        _ => $"answers something that is not HTTP ({error}). Check the Endpoint.",
    };
}
