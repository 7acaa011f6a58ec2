using System.Net;

namespace LivenessSdk;

/// <summary>Represents the connection of one client to its vendor: to nobody else, opened before a request needs it, and kept open if the options say so.</summary>
/// <remarks>
/// It is opened by a HEAD request for the vendor's origin, without credentials, past the application's handlers, and only by the framework's own
/// primary handlers: a test's handler in place of the network sees the requests of checks alone.
/// </remarks>
internal sealed class ClientConnection : IDisposable
{
    /// <summary>How long a connection lives without a request.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_keepInterval = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _timeProvider;
    private readonly object _lock = new();
    private HttpMessageInvoker? _network;
    private ITimer? _keeping;
    private Uri? _kept;
    private string _userAgent = LivenessProviderOptions.DefaultUserAgent;
    private long? _used;
    private long _checked;

    public ClientConnection(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
    }

    /// <summary>Gets a value indicating whether there is no open connection, as far as is known, and one can be opened.</summary>
    public bool IsNeeded
    {
        get
        {
            lock (_lock)
            {
                return _network is not null && (_used is not { } used || _timeProvider.GetElapsedTime(used) >= IdleTimeout);
            }
        }
    }

    /// <summary>Attaches the connection to a client's primary handler, and secures that: redirects and cookies are turned off, and environment proxies for loopback addresses. Handlers that are not the framework's own stay as they are.</summary>
    /// <exception cref="UnsafeHandlerException">The handler cannot be secured because it has been used already.</exception>
    public void Attach(string clientName, HttpMessageHandler primary)
    {
        HttpMessageHandler innermost = primary;
        while (innermost is DelegatingHandler { InnerHandler: { } inner })
        {
            innermost = inner;
        }

        try
        {
            switch (innermost)
            {
                case SocketsHttpHandler sockets:
                    Secure(sockets);
                    break;
                case HttpClientHandler client:
                    Secure(client);
                    break;
                default:
                    return;
            }
        }
        catch (InvalidOperationException e)
        {
            throw new UnsafeHandlerException(
                $"{clientName}: the primary handler of its HTTP client follows redirects, keeps cookies or uses the environment's proxy for loopback addresses, "
                + "and cannot be changed because it has been used already. Return a new handler, or set AllowAutoRedirect and UseCookies to false before its first request.",
                e);
        }

        lock (_lock)
        {
            _network = new HttpMessageInvoker(primary, disposeHandler: false);
        }
    }

    /// <summary>Records that a response arrived, so that there is a connection.</summary>
    public void RecordUse()
    {
        lock (_lock)
        {
            _used = _timeProvider.GetTimestamp();
        }
    }

    /// <summary>Opens a connection. It does nothing if the network is not the framework's own.</summary>
    /// <exception cref="HttpRequestException">No connection to the vendor can be made.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled, or ten seconds have passed.</exception>
    public async Task OpenAsync(Uri endpoint, string userAgent, CancellationToken cancellationToken)
    {
        HttpMessageInvoker? network;
        lock (_lock)
        {
            network = _network;
        }

        if (network is null)
        {
            return;
        }

        using CancellationTokenSource limit = new(s_timeout, _timeProvider);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Head, new Uri(endpoint.GetLeftPart(UriPartial.Authority)))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        using HttpResponseMessage response = await network.SendAsync(request, end.Token).ConfigureAwait(false);
        RecordUse();
    }

    /// <summary>Opens a connection in the background, if there is none. If it cannot be opened, the request that needs it reports that.</summary>
    public void OpenIfNeeded(Uri? endpoint, string userAgent)
    {
        if (endpoint is not null && IsNeeded)
        {
            OpenInBackground(endpoint, userAgent);
        }
    }

    /// <summary>Keeps the connection open until ten minutes have passed without another call.</summary>
    public void Keep(Uri endpoint, string userAgent)
    {
        lock (_lock)
        {
            (_kept, _userAgent, _checked) = (endpoint, userAgent, _timeProvider.GetTimestamp());
            _keeping ??= _timeProvider.CreateTimer(static connection => ((ClientConnection)connection!).KeepOn(), this, s_keepInterval, s_keepInterval);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _keeping?.Dispose();
            _network?.Dispose();
        }
    }

    private void KeepOn()
    {
        lock (_lock)
        {
            if (_timeProvider.GetElapsedTime(_checked) >= s_longestPause)
            {
                _keeping?.Dispose();
                _keeping = null;
                return;
            }

            if (_used is { } used && _timeProvider.GetElapsedTime(used) < IdleTimeout - s_keepInterval)
            {
                return; // Requests keep it open until the next interval.
            }
        }

        OpenInBackground(_kept!, _userAgent);
    }

    private void OpenInBackground(Uri endpoint, string userAgent) =>
        _ = OpenAsync(endpoint, userAgent, CancellationToken.None).ContinueWith(
            static opening => _ = opening.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private static void Secure(SocketsHttpHandler handler)
    {
        if (handler.AllowAutoRedirect)
        {
            handler.AllowAutoRedirect = false;
        }

        if (handler.UseCookies)
        {
            handler.UseCookies = false;
        }

        if (handler is { UseProxy: true, Proxy: null })
        {
            handler.Proxy = DefaultProxy.Instance;
        }
    }

    private static void Secure(HttpClientHandler handler)
    {
        if (handler.AllowAutoRedirect)
        {
            handler.AllowAutoRedirect = false;
        }

        if (handler.UseCookies)
        {
            handler.UseCookies = false;
        }

        if (handler is { UseProxy: true, Proxy: null })
        {
            handler.Proxy = DefaultProxy.Instance;
        }
    }
}

/// <summary>Represents the proxy of the environment or the system, except for loopback addresses: they are the only ones without TLS.</summary>
internal sealed class DefaultProxy : IWebProxy
{
    private DefaultProxy()
    {
    }

    public static DefaultProxy Instance { get; } = new();

    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException("The default proxy belongs to the whole process. Set HttpClient.DefaultProxy, or a proxy of the client's own.");
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
}

/// <summary>Reports a primary handler that could show a photo to someone else and cannot be corrected.</summary>
internal sealed class UnsafeHandlerException : InvalidOperationException
{
    public UnsafeHandlerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
