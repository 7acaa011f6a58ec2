using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LivenessSdk;

/// <summary>Leads each request of one client, from the outside in, through the limit of concurrent calls, the rate limit, retries, the circuit breaker and the attempt timeout.</summary>
internal sealed class RequestPipeline : IDisposable
{
    /// <summary>A message that is given up counts against the vendor when there was no reply for this long.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_pollRest = TimeSpan.FromSeconds(1);
    private static readonly ResiliencePropertyKey<OutgoingRequest> s_request = new("LivenessSdk.Request");

    private readonly ProviderResilience _owner;
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrencyLimiter _concurrency;
    private readonly TokenBucket? _ownRateLimiter;
    private readonly RateLimiter? _rateLimiter;
    private readonly CircuitBreakerStateProvider _breaker = new();
    private readonly ResiliencePipeline<ProviderResponse> _pipeline;
    private long _opened;

    public RequestPipeline(ProviderResilience owner, ResilienceOptions options, RateLimiter? pluggedRateLimiter, TimeProvider timeProvider)
    {
        _owner = owner;
        _timeProvider = timeProvider;
        Options = options;
        _concurrency = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = options.MaxConcurrentCalls });
        _ownRateLimiter = options.RateLimit.PermitsPerSecond is null ? null : new TokenBucket(options.RateLimit, timeProvider);
        _rateLimiter = pluggedRateLimiter ?? _ownRateLimiter;
        _pipeline = Build();
    }

    /// <summary>Gets the options that it was built from.</summary>
    public ResilienceOptions Options { get; }

    /// <summary>Gets the state of the breaker, and how long it lasts at least.</summary>
    public (BreakerState State, TimeSpan? RetryAfter) Breaker
    {
        get
        {
            TimeSpan remaining = Options.BreakTime - _timeProvider.GetElapsedTime(Volatile.Read(ref _opened));
            return _breaker.CircuitState switch
            {
                CircuitState.Closed => (BreakerState.Closed, null),
                CircuitState.Open when remaining > TimeSpan.Zero => (BreakerState.Open, remaining),
                _ => (BreakerState.HalfOpen, null),
            };
        }
    }

    public void Dispose()
    {
        _concurrency.Dispose();
        _ownRateLimiter?.Dispose();
    }

    /// <summary>Sends a request, again where that is safe.</summary>
    /// <exception cref="LivenessException">No attempt brought a response, or none was made.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public async Task<ProviderResponse> SendAsync(OutgoingRequest request, Func<HttpClient> createClient, CancellationToken cancellationToken)
    {
        using RateLimitLease place = await AcquireAsync(_concurrency, request, cancellationToken).ConfigureAwait(false);
        using RateLimitLease? turn = _rateLimiter is null ? null : await AcquireAsync(_rateLimiter, request, cancellationToken).ConfigureAwait(false);

        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(s_request, request);
        Outcome<ProviderResponse> outcome;
        try
        {
            outcome = await _pipeline
                .ExecuteOutcomeAsync(
                    static (context, call) => AttemptAsync(call.request, call.createClient, context.CancellationToken),
                    context,
                    (request, createClient))
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        return Complete(request, outcome);
    }

    /// <summary>Makes an outcome of an attempt, as Polly does itself for methods that throw, but with nothing allocated.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Outcome<ProviderResponse>> AttemptAsync(
        OutgoingRequest request, Func<HttpClient> createClient, CancellationToken cancellationToken)
    {
        try
        {
            return Outcome.FromResult(await request.SendAsync(createClient(), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            return Outcome.FromException<ProviderResponse>(e);
        }
    }

    private ProviderResponse Complete(OutgoingRequest request, Outcome<ProviderResponse> outcome)
    {
        switch (outcome.Exception)
        {
            case TimeoutRejectedException e:
                throw request.Check.CreateFailure(
                    LivenessError.TimedOut,
                    $"no complete response within the attempt timeout of {Options.AttemptTimeout}. Try again later, or raise Resilience:AttemptTimeout.",
                    cause: e);
            case BrokenCircuitException e:
                throw request.Check.CreateFailure(
                    LivenessError.Unavailable, "the vendor has been failing, so nothing was sent. Try again later.", cause: e, retryAfter: Breaker.RetryAfter);
            default:
                outcome.ThrowIfException();
                break;
        }

        ProviderResponse response = outcome.Result!;
        if (RetryRule.IsSuccess(response.StatusCode))
        {
            _owner.RetryQuota.Refund(request.Retried);
        }

        return response;
    }

    private ResiliencePipeline<ProviderResponse> Build()
    {
        ResiliencePipelineBuilder<ProviderResponse> builder = new() { TimeProvider = _timeProvider };
        if (Options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ProviderResponse>
            {
                MaxRetryAttempts = Options.MaxRetries,
                ShouldHandle = arguments => new(ShouldRetry(arguments)),
                DelayGenerator = static arguments => new(RequestOf(arguments.Context).NextDelay),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ProviderResponse>
            {
                FailureRatio = Options.BreakerFailureRatio,
                MinimumThroughput = Options.BreakerMinimumCalls,
                SamplingDuration = Options.BreakerWindow,
                BreakDuration = Options.BreakTime,
                StateProvider = _breaker,
                ShouldHandle = arguments => new(IsOutage(RequestOf(arguments.Context), arguments.Outcome)),
                OnOpened = arguments =>
                {
                    Volatile.Write(ref _opened, _timeProvider.GetTimestamp());
                    _owner.NoteBreaker(BreakerState.Open, LivenessError.Unavailable);
                    return default;
                },
                OnHalfOpened = arguments =>
                {
                    _owner.NoteBreaker(BreakerState.HalfOpen, LivenessError.Unavailable);
                    return default;
                },
                OnClosed = arguments =>
                {
                    _owner.NoteBreaker(BreakerState.Closed, LivenessError.Unavailable);
                    return default;
                },
            })
            .AddTimeout(Options.AttemptTimeout)
            .Build();
    }

    private async ValueTask<RateLimitLease> AcquireAsync(RateLimiter limiter, OutgoingRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            RateLimitLease lease;
            try
            {
                lease = limiter is TokenBucket bucket
                    ? await bucket.AcquireAsync(request.Check.Remaining, cancellationToken).ConfigureAwait(false)
                    : await limiter.AcquireAsync(permitCount: 1, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw request.Check.CreateFailure(
                    LivenessError.Unavailable, "the rate limiter failed, so nothing was sent. Look at the inner exception.", cause: e);
            }

            if (lease.IsAcquired)
            {
                return lease;
            }

            TimeSpan? retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : null;
            lease.Dispose();
            if (request.Kind != RequestKind.Poll)
            {
                throw request.Check.CreateFailure(
                    LivenessError.RateLimited,
                    limiter == _concurrency
                        ? $"the limit of {Options.MaxConcurrentCalls} concurrent requests was reached; nothing was sent. Try again later, or raise Resilience:MaxConcurrentCalls."
                        : "the rate limiter's queue is full; nothing was sent. Try again later.",
                    retryAfter: retryAfter);
            }

            // The check behind a poll is paid for, so the poll waits.
            await Task.Delay(retryAfter ?? s_pollRest, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static OutgoingRequest RequestOf(ResilienceContext context) => context.Properties.GetValue(s_request, null!);

    /// <summary>Decides on another attempt; when it comes to one, the retry is paid for and its time is set.</summary>
    private bool ShouldRetry(RetryPredicateArguments<ProviderResponse> arguments)
    {
        OutgoingRequest request = RequestOf(arguments.Context);
        if (arguments.AttemptNumber >= Options.MaxRetries
            || !IsRepeatable(request, arguments.Outcome)
            || _breaker.CircuitState != CircuitState.Closed)
        {
            return false;
        }

        request.NextDelay = RetryAfterOf(arguments.Outcome) ?? BackOff(arguments.AttemptNumber);
        request.Retried = request.NextDelay < request.Check.Remaining && _owner.RetryQuota.TryTake();
        if (request.Retried)
        {
            _owner.NoteRetry(request);
        }

        return request.Retried;
    }

    private bool IsRepeatable(OutgoingRequest request, Outcome<ProviderResponse> outcome) =>
        outcome switch
        {
            { Result: { } response } => !ResponseStatus.IsUsedUpQuota(response)
                && RetryRule.AllowsAfter(response.StatusCode, request.Kind, Options.RetryWhenMaybeProcessed),
            { Exception: LivenessException { Error: LivenessError.Unavailable or LivenessError.TimedOut } or TimeoutRejectedException } =>
                !request.FailedInHandler && RetryRule.AllowsAfterFailure(request.Kind, request.MayHaveBeenProcessed, Options.RetryWhenMaybeProcessed),
            _ => false,
        };

    /// <summary>Finds out whether an outcome shows that the vendor cannot work. A caller who soon leaves shows nothing, but must not pass for a success of the one message that a half-open breaker lets through.</summary>
    private bool IsOutage(OutgoingRequest request, Outcome<ProviderResponse> outcome) =>
        outcome switch
        {
            { Result: { } response } => RetryRule.IsFailure(response.StatusCode),
            { Exception: LivenessException { Error: LivenessError.Unavailable or LivenessError.TimedOut } or TimeoutRejectedException } =>
                !request.WasCutWhileSending && !request.FailedInHandler,
            { Exception: OperationCanceledException } => request.AttemptElapsed >= s_slow || _breaker.CircuitState == CircuitState.HalfOpen,
            _ => false,
        };

    private static TimeSpan? RetryAfterOf(Outcome<ProviderResponse> outcome) =>
        outcome.Result?.RetryAfter ?? (outcome.Exception as LivenessException)?.RetryAfter;

    /// <summary>Doubles the wait with each attempt, and scatters it over its upper half, so that callers who failed together do not return together.</summary>
    private TimeSpan BackOff(int attempt) =>
        Options.RetryDelay * Math.Pow(2, attempt) * (0.5 + (Random.Shared.NextDouble() / 2));
}
