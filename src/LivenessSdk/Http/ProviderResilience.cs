using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Keeps what one registration has learnt from its calls, also when its options change: breakers, limits and the store for retries.</summary>
internal sealed class ProviderResilience : IDisposable
{
    private readonly object _lock = new();
    private readonly RateLimiter? _rateLimiter;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private volatile RequestPipeline _pipeline;

    /// <param name="name">The name of the registration.</param>
    /// <param name="rateLimiter">A rate limiter of the application's own; null for the one that the options describe.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where retries and changes of the breakers are logged.</param>
    public ProviderResilience(string name, RateLimiter? rateLimiter, TimeProvider timeProvider, ILogger logger)
    {
        Name = name;
        _rateLimiter = rateLimiter;
        _timeProvider = timeProvider;
        _logger = logger;
        Quota = new QuotaBreaker(timeProvider, state => NoteBreaker(state, LivenessError.QuotaExceeded));
        _pipeline = new RequestPipeline(this, new ResilienceOptions(), rateLimiter, timeProvider);
    }

    /// <summary>Gets the name of the registration.</summary>
    public string Name { get; }

    /// <summary>Gets what each message passes through.</summary>
    public RequestPipeline Pipeline => _pipeline;

    /// <summary>Gets what holds new checks back while the quota is used up.</summary>
    public QuotaBreaker Quota { get; }

    /// <summary>Gets what retries are paid from.</summary>
    public RetryQuota RetryQuota { get; } = new();

    /// <summary>Gets whether the registration can work at the moment.</summary>
    public ProviderHealth Health
    {
        get
        {
            (BreakerState state, TimeSpan? retryAfter) = Quota.Current;
            LivenessError? cause = LivenessError.QuotaExceeded;
            if (state == BreakerState.Closed)
            {
                (state, retryAfter) = _pipeline.Breaker;
                cause = state == BreakerState.Closed ? null : LivenessError.Unavailable;
            }

            return cause is null && !VipsLibrary.IsAvailable
                ? new ProviderHealth { Provider = Name, Cause = LivenessError.ImageProcessingUnavailable, Remedy = VipsLibrary.Remedy }
                : new ProviderHealth { Provider = Name, State = state, Cause = cause, RetryAfter = retryAfter };
        }
    }

    /// <summary>Takes changed options. Limits and breaker begin anew only where their settings changed; the quota is tried again in any case, since the account may be another.</summary>
    public void Apply(ResilienceOptions options)
    {
        lock (_lock)
        {
            Quota.Close();
            if (!_pipeline.Options.Equal(options))
            {
                // The old one is not disposed, because messages may still be on their way through it.
                _pipeline = new RequestPipeline(this, options, _rateLimiter, _timeProvider);
            }
        }
    }

    /// <summary>Reports a change of a breaker.</summary>
    public void NoteBreaker(BreakerState state, LivenessError cause)
    {
        LivenessTelemetry.CountBreakerChange(Name, state, cause);
        LogMessages.BreakerChanged(_logger, state == BreakerState.Open ? LogLevel.Warning : LogLevel.Information, Name, state, cause);
    }

    /// <summary>Reports that a message will be sent again.</summary>
    public void NoteRetry(OutgoingRequest request)
    {
        string kind = request.Kind.ToString();
        LivenessTelemetry.CountRetry(Name, kind);
        LogMessages.Retrying(_logger, Name, kind, request.NextDelay);
    }

    public void Dispose() => _pipeline.Dispose();
}
