using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace LivenessSdk.Worker;

/// <summary>Loads photos over https from allowed hosts.</summary>
/// <remarks>
/// Redirects are not followed. A host whose name resolves to a private, loopback or link-local address is rejected, based on the address that the connection
/// uses, unless the address is in an allowed network. No proxy is used, since a proxy would resolve the name itself.
/// </remarks>
public sealed class HttpsPhotoSource : PhotoSource, IDisposable
{
    private readonly HashSet<string> _hosts;
    private readonly IPNetwork[] _networks;
    private readonly ImageLimits _limits;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly HttpMessageInvoker _sender;

    /// <summary>Initializes a new instance of the <see cref="HttpsPhotoSource"/> class with the options of a worker: <see cref="LivenessWorkerOptions.PhotoHosts"/>, <see cref="LivenessWorkerOptions.PhotoNetworks"/>, <see cref="LivenessWorkerOptions.MaxPhotoBytes"/> and <see cref="LivenessWorkerOptions.PhotoTimeout"/>.</summary>
    /// <param name="options">The options.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    public HttpsPhotoSource(LivenessWorkerOptions options, TimeProvider? timeProvider = null)
        : this(options, timeProvider, new SslClientAuthenticationOptions())
    {
    }

    internal HttpsPhotoSource(LivenessWorkerOptions options, TimeProvider? timeProvider, SslClientAuthenticationOptions tls)
    {
        ArgumentNullException.ThrowIfNull(options);

        _hosts = new HashSet<string>(options.PhotoHosts, StringComparer.OrdinalIgnoreCase);
        _networks = [.. options.PhotoNetworks.Select(network => IPNetwork.Parse(network))];
        _limits = new ImageLimits { MaxBytes = options.MaxPhotoBytes };
        _timeout = options.PhotoTimeout;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _sender = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // So that the name is resolved again.
            SslOptions = tls,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <inheritdoc />
    public override bool CanLoad(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);

        return reference.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc />
    public override async Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        Uri address = Parse(reference);
        using CancellationTokenSource limit = new(_timeout, _timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Get, address);
            using HttpResponseMessage response = await _sender.SendAsync(message, both.Token).ConfigureAwait(false);
            Validate(response);
            Stream body = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return new LivenessRequest(await LivenessImage.FromStreamAsync(body, _limits, both.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LivenessException(LivenessError.TimedOut, string.Create(CultureInfo.InvariantCulture, $"The photo could not be downloaded within {_timeout.TotalSeconds} seconds."));
        }
        catch (Exception e) when (e.GetBaseException() is AddressRejectedException)
        {
            throw new LivenessException(LivenessError.InvalidRequest, "The photo's host resolves to a private, loopback or link-local address that is not in PhotoNetworks.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new LivenessException(LivenessError.Unavailable, $"The photo could not be downloaded: its host did not send a complete response ({(e as HttpRequestException)?.HttpRequestError.ToString() ?? e.GetType().Name}).");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _sender.Dispose();

    /// <summary>Gets the host of a URL, with the port unless it is 443.</summary>
    internal static string HostOf(Uri address) =>
        address.IsDefaultPort ? address.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}");

    private static void Validate(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            throw new LivenessException(LivenessError.InvalidRequest, $"The photo's host responded with a redirect (HTTP {status}), which is not followed. Use the final URL of the photo.");
        }

        if (status is 408 or 429 or >= 500)
        {
            // Its Retry-After is ignored: a client that can process other photos must not wait for it.
            throw new LivenessException(LivenessError.Unavailable, $"The photo's host is temporarily unavailable (HTTP {status}).");
        }

        if (status != 200)
        {
            throw new LivenessException(LivenessError.InvalidRequest, $"The photo's host does not have the photo or denied access (HTTP {status}).");
        }
    }

    private Uri Parse(string reference)
    {
        if (PhotoReference.FindProblem(reference) is { } problem)
        {
            throw new LivenessException(LivenessError.InvalidRequest, problem);
        }

        if (!Uri.TryCreate(reference, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttps)
        {
            throw new LivenessException(LivenessError.InvalidRequest, "The reference of the photo is not a valid https URL.");
        }

        return _hosts.Contains(HostOf(address))
            ? address
            : throw new LivenessException(LivenessError.InvalidRequest, "The photo's host is not allowed. If you trust it, add it to PhotoHosts.");
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] allowed = Array.FindAll(addresses, IsAllowed);
        if (allowed.Length == 0)
        {
            throw new AddressRejectedException();
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address) =>
        PublicAddress.Includes(address) || Array.Exists(_networks, network => network.Contains(PublicAddress.Unwrap(address)));

    private sealed class AddressRejectedException : Exception;
}
