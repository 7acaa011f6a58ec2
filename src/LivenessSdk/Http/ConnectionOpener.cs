using System.Net;

namespace LivenessSdk;

/// <summary>Opens the connection of one client before a request needs it, and keeps it open where that is wanted.</summary>
/// <remarks>
/// It sends HEAD for the vendor's origin, without credentials, past the application's handlers, and only by the framework's own primary
/// handlers: what stands in for the network in a test sees the requests of checks alone.
/// </remarks>
internal sealed class ConnectionOpener : IDisposable
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

    public ConnectionOpener(TimeProvider timeProvider)
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

    /// <summary>Takes the handler that is nearest to the network, once the client's chain is built.</summary>
    public void Attach(HttpMessageHandler primary)
    {
        HttpMessageHandler innermost = primary;
        while (innermost is DelegatingHandler { InnerHandler: { } inner })
        {
            innermost = inner;
        }

        if (innermost is SocketsHttpHandler or HttpClientHandler)
        {
            lock (_lock)
            {
                _network = new HttpMessageInvoker(primary, disposeHandler: false);
            }
        }
    }

    /// <summary>Notes that a response arrived, so that there is a connection.</summary>
    public void NoteUse()
    {
        lock (_lock)
        {
            _used = _timeProvider.GetTimestamp();
        }
    }

    /// <summary>Opens a connection; does nothing where the network is not the framework's own.</summary>
    /// <exception cref="HttpRequestException">The vendor cannot be connected to.</exception>
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
        NoteUse();
    }

    /// <summary>Opens a connection beside other work, if there is none. That it cannot be opened is for the request to tell, which needs it.</summary>
    public void OpenIfNeeded(Uri? endpoint, string userAgent)
    {
        if (endpoint is not null && IsNeeded)
        {
            OpenBeside(endpoint, userAgent);
        }
    }

    private void OpenBeside(Uri endpoint, string userAgent) =>
        _ = OpenAsync(endpoint, userAgent, CancellationToken.None).ContinueWith(
            static opening => _ = opening.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    /// <summary>Keeps the connection open until ten minutes have passed without another call.</summary>
    public void Keep(Uri endpoint, string userAgent)
    {
        lock (_lock)
        {
            (_kept, _userAgent, _checked) = (endpoint, userAgent, _timeProvider.GetTimestamp());
            _keeping ??= _timeProvider.CreateTimer(static opener => ((ConnectionOpener)opener!).KeepOn(), this, s_keepInterval, s_keepInterval);
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
                return; // Requests keep it open until the next turn.
            }
        }

        OpenBeside(_kept!, _userAgent);
    }
}
