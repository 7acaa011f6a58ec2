using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Sends the requests of one client, and keeps breakers, limits and the retry budget also when its options change.</summary>
internal sealed class RequestSender : IRequestSender, IDisposable
{
    private readonly object _lock = new();
    private readonly RateLimiter? _rateLimiter;
    private readonly Func<HttpClient> _createClient;
    private readonly CircuitBreaker _quota;
    private readonly TimeProvider _timeProvider;
    private readonly LivenessMetrics _metrics;
    private readonly ILogger _logger;
    private volatile RequestPipeline _pipeline;

    /// <param name="name">The client's name.</param>
    /// <param name="httpClientFactory">Creates the client's HTTP client, for each attempt.</param>
    /// <param name="httpClientName">The name of that HTTP client.</param>
    /// <param name="connection">The client's connection.</param>
    /// <param name="rateLimiter">A rate limiter of the application's own, or <see langword="null"/> for the one that the options describe.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="metrics">Counts retries and changes of the breakers.</param>
    /// <param name="logger">The logger for retries and changes of the breakers.</param>
    public RequestSender(
        string name,
        IHttpClientFactory httpClientFactory,
        string httpClientName,
        ClientConnection connection,
        RateLimiter? rateLimiter,
        TimeProvider timeProvider,
        LivenessMetrics metrics,
        ILogger logger)
    {
        Name = name;
        _createClient = () => httpClientFactory.CreateClient(httpClientName);
        Connection = connection;
        _rateLimiter = rateLimiter;
        _timeProvider = timeProvider;
        _metrics = metrics;
        _logger = logger;
        _quota = new CircuitBreaker(timeProvider, state => ReportBreakerChange(state, LivenessError.QuotaExceeded));
        _pipeline = new RequestPipeline(this, new ResilienceOptions(), rateLimiter, timeProvider);
    }

    /// <summary>Gets the client's name.</summary>
    public string Name { get; }

    /// <summary>Gets the client's connection.</summary>
    public ClientConnection Connection { get; }

    /// <inheritdoc />
    public bool IsNearLimit => _pipeline.IsNearLimit;

    /// <summary>Gets the budget for retries.</summary>
    public RetryQuota RetryQuota { get; } = new();

    /// <summary>Gets the client's health, as far as its own requests have shown.</summary>
    public ClientHealth Health
    {
        get
        {
            (BreakerState state, TimeSpan? retryAfter) = _quota.Current;
            LivenessError? cause = LivenessError.QuotaExceeded;
            if (state == BreakerState.Closed)
            {
                (state, retryAfter) = _pipeline.Breaker;
                cause = state == BreakerState.Closed ? null : LivenessError.Unavailable;
            }

            return cause is null && !VipsLibrary.IsAvailable
                ? new ClientHealth { ClientName = Name, Cause = LivenessError.ImageProcessingUnavailable, Remedy = VipsLibrary.Remedy }
                : new ClientHealth { ClientName = Name, State = state, Cause = cause, RetryAfter = retryAfter };
        }
    }

    /// <summary>Applies changed options. Limits and breakers are reset only if their settings changed; the quota is tried again in any case, since the account may be another.</summary>
    public void Apply(ResilienceOptions options)
    {
        lock (_lock)
        {
            _quota.Close();
            if (!_pipeline.Options.Equal(options))
            {
                // The old one is not disposed, because requests may still be in flight in it.
                _pipeline = new RequestPipeline(this, options, _rateLimiter, _timeProvider);
            }
        }
    }

    /// <inheritdoc />
    public async Task<ProviderResponse> SendAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        ProviderResponse response = await _pipeline.SendAsync(request, _createClient, cancellationToken).ConfigureAwait(false);
        Connection.RecordUse();
        return response;
    }

    /// <summary>Determines whether a check may begin: not while the account's quota is used up.</summary>
    /// <param name="isProbe">Whether the check is the probe; then <see cref="EndProbe"/> must follow.</param>
    /// <param name="wait">How long to wait otherwise; zero while another check probes.</param>
    public bool TryBeginCheck(out bool isProbe, out TimeSpan wait) => _quota.TryEnter(out isProbe, out wait);

    /// <summary>Rejects new checks for a time, because the vendor reported that the quota is used up.</summary>
    public void SuspendChecks(TimeSpan time) => _quota.Open(time);

    /// <summary>Ends the check that probed whether the quota is still used up.</summary>
    /// <param name="isAnswered">Whether the vendor answered it.</param>
    public void EndProbe(bool isAnswered) => _quota.EndProbe(isAnswered);

    /// <summary>Reports a change of a breaker.</summary>
    public void ReportBreakerChange(BreakerState state, LivenessError cause)
    {
        _metrics.CountBreakerChange(Name, state, cause);
        LogMessages.BreakerChanged(_logger, state == BreakerState.Open ? LogLevel.Warning : LogLevel.Information, Name, state, cause);
    }

    /// <summary>Reports that a request will be sent again.</summary>
    public void ReportRetry(OutgoingRequest request)
    {
        string kind = request.Kind.ToString();
        _metrics.CountRetry(Name, kind);
        LogMessages.Retrying(_logger, Name, kind, request.NextDelay);
    }

    public void Dispose() => _pipeline.Dispose();
}

/// <summary>Represents the retry budget of a client: retries draw on it and only successes refill it, so that during an outage they soon end.</summary>
internal sealed class RetryQuota
{
    private const int Capacity = 500;
    private const int RetryCost = 14;
    private const int SuccessRefund = 1;

    private readonly object _lock = new();
    private int _tokens = Capacity;

    /// <summary>Takes the cost of a retry from the budget.</summary>
    /// <returns>False when the budget is used up.</returns>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_tokens < RetryCost)
            {
                return false;
            }

            _tokens -= RetryCost;
            return true;
        }
    }

    /// <summary>Returns the cost of a retry that was not made.</summary>
    public void Return()
    {
        lock (_lock)
        {
            _tokens = Math.Min(Capacity, _tokens + RetryCost);
        }
    }

    /// <summary>Refills the budget after a success: the retry that led to it gets its cost back, and a first attempt adds a little.</summary>
    public void Refund(bool afterRetry)
    {
        lock (_lock)
        {
            _tokens = Math.Min(Capacity, _tokens + (afterRetry ? RetryCost : SuccessRefund));
        }
    }
}
