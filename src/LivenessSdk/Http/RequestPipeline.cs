using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LivenessSdk;

/// <summary>
/// Sends each request of one client, from the outside in, through the limit of concurrent calls, retries, the rate limit, the circuit
/// breakers and the attempt timeout. Polls and token calls are served before uploads, and no breaker stops them; <see cref="ProviderCheck.PollAsync"/> repeats polls itself.
/// </summary>
internal sealed class RequestPipeline : IDisposable
{
    /// <summary>A canceled request counts as a failure of the vendor if there was no response for this long.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(5);

    private static readonly ResiliencePropertyKey<OutgoingRequest> s_request = new("LivenessSdk.Request");

    private readonly RequestSender _owner;
    private readonly ConcurrencyQueue _concurrency;
    private readonly PermitQueue? _rate;
    private readonly CircuitBreakers _breakers;
    private readonly ResiliencePipeline<ProviderResponse> _retry;
    private readonly ResiliencePipeline<ProviderResponse> _guarded;
    private readonly ResiliencePipeline<ProviderResponse> _timed;

    public RequestPipeline(RequestSender owner, ResilienceOptions options, RateLimiter? pluggedRateLimiter, TimeProvider timeProvider)
    {
        _owner = owner;
        Options = options;
        _concurrency = new ConcurrencyQueue(options.MaxConcurrentRequests, timeProvider);
        _rate = pluggedRateLimiter is not null ? new LimiterQueue(pluggedRateLimiter, options.RateLimit, timeProvider)
            : options.RateLimit.PermitsPerSecond is not null ? new TokenBucket(options.RateLimit, timeProvider)
            : null;
        _breakers = new CircuitBreakers(
            options,
            (context, outcome) => IsOutage(RequestOf(context), outcome),
            state => owner.ReportBreakerChange(state, LivenessError.Unavailable),
            timeProvider);
        _retry = BuildRetry(timeProvider);
        _guarded = _breakers.AddTo(new ResiliencePipelineBuilder<ProviderResponse> { TimeProvider = timeProvider }).AddTimeout(options.AttemptTimeout).Build();
        _timed = new ResiliencePipelineBuilder<ProviderResponse> { TimeProvider = timeProvider }.AddTimeout(options.AttemptTimeout).Build();
    }

    /// <summary>Gets the options that it was built from.</summary>
    public ResilienceOptions Options { get; }

    /// <summary>Gets the state of the breakers, and the minimum time that it lasts.</summary>
    public (BreakerState State, TimeSpan? RetryAfter) Breaker => _breakers.Current;

    /// <summary>Gets a value indicating whether few permits are left, or none.</summary>
    public bool IsNearLimit => _concurrency.IsShort || _rate is { IsShort: true };

    public void Dispose()
    {
        _concurrency.Dispose();
        _rate?.Dispose();
    }

    /// <summary>Sends a request, again where that is safe.</summary>
    /// <exception cref="LivenessException">No attempt brought a response, or none was made.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ProviderResponse> SendAsync(OutgoingRequest request, Func<HttpClient> createClient, CancellationToken cancellationToken)
    {
        using Permit place = await AcquireAsync(_concurrency, request, cancellationToken).ConfigureAwait(false);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(s_request, request);
        Outcome<ProviderResponse> outcome;
        try
        {
            outcome = await (IsRepeatedElsewhere(request) ? ResiliencePipeline<ProviderResponse>.Empty : _retry)
                .ExecuteOutcomeAsync(
                    static (context, call) => call.Pipeline.TryAsync(call.request, call.createClient, context),
                    context,
                    (Pipeline: this, request, createClient))
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            if (request.IsRetryReserved)
            {
                _owner.RetryQuota.Return(); // There was no retry.
            }
        }

        return Complete(request, outcome);
    }

    /// <summary>Makes an attempt when the rate limiter grants a permit.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<ProviderResponse>> TryAsync(OutgoingRequest request, Func<HttpClient> createClient, ResilienceContext context)
    {
        bool isUpload = request.Kind == RequestKind.Billable;
        Permit? permit = null;
        try
        {
            if (_rate is { } rate)
            {
                if (isUpload && Breaker.State == BreakerState.Open)
                {
                    return Outcome.FromException<ProviderResponse>(new BrokenCircuitException()); // Nothing is sent, so it takes no permit.
                }

                permit = await AcquireAsync(rate, request, context.CancellationToken).ConfigureAwait(false);
            }

            return await (isUpload ? _guarded : _timed)
                .ExecuteOutcomeAsync(
                    static (context, call) => AttemptAsync(call.request, call.createClient, context.CancellationToken),
                    context,
                    (request, createClient))
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            request.IsHeldBack = true;
            return Outcome.FromException<ProviderResponse>(e);
        }
        finally
        {
            permit?.Dispose();
        }
    }

    /// <summary>Makes an attempt and returns its outcome, as Polly does for methods that throw, but without allocations.</summary>
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
        if (!IsRepeatedElsewhere(request) && RetryRule.IsSuccess(response.StatusCode))
        {
            _owner.RetryQuota.Refund(request.IsRetry);
        }

        return response;
    }

    private ResiliencePipeline<ProviderResponse> BuildRetry(TimeProvider timeProvider) =>
        Options.MaxRetryAttempts == 0
            ? ResiliencePipeline<ProviderResponse>.Empty
            : new ResiliencePipelineBuilder<ProviderResponse> { TimeProvider = timeProvider }
                .AddRetry(new RetryStrategyOptions<ProviderResponse>
                {
                    MaxRetryAttempts = Options.MaxRetryAttempts,
                    ShouldHandle = arguments => new(ShouldRetry(arguments)),
                    DelayGenerator = static arguments => new(RequestOf(arguments.Context).NextDelay),
                })
                .Build();

    private static async ValueTask<Permit> AcquireAsync(PermitQueue queue, OutgoingRequest request, CancellationToken cancellationToken)
    {
        Permit permit;
        try
        {
            permit = await queue.AcquireAsync(request.Kind != RequestKind.Billable, request.Check.Remaining, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw request.Check.CreateFailure(
                LivenessError.Unavailable, "the rate limiter failed, so nothing was sent. Look at the inner exception.", cause: e);
        }

        return permit.IsAcquired
            ? permit
            : throw request.Check.CreateFailure(
                LivenessError.RateLimited,
                queue is ConcurrencyQueue
                    ? "the limit of concurrent requests was reached; nothing was sent. Try again later, or raise Resilience:MaxConcurrentRequests."
                    : $"{permit.Reason ?? "the rate limiter's queue is full"}; nothing was sent. Try again later.",
                retryAfter: permit.RetryAfter);
    }

    /// <summary>Determines whether a request is a poll that <see cref="ProviderCheck.PollAsync"/> repeats until the check's time is over, outside the budget for retries.</summary>
    private static bool IsRepeatedElsewhere(OutgoingRequest request) => request is { Kind: RequestKind.Poll, Check.IsPolling: true };

    private static OutgoingRequest RequestOf(ResilienceContext context) => context.Properties.GetValue(s_request, null!);

    /// <summary>Determines whether to make another attempt; if so, takes its cost from the retry budget and sets its delay.</summary>
    private bool ShouldRetry(RetryPredicateArguments<ProviderResponse> arguments)
    {
        OutgoingRequest request = RequestOf(arguments.Context);
        if (!IsRepeatable(request, arguments.Outcome)
            || arguments.AttemptNumber >= Options.MaxRetryAttempts
            || request.IsHeldBack
            || (request.Kind == RequestKind.Billable && Breaker.State != BreakerState.Closed))
        {
            return false;
        }

        request.NextDelay = RetryAfterOf(arguments.Outcome) ?? BackOff(arguments.AttemptNumber);
        if (request.NextDelay >= request.Check.Remaining || !_owner.RetryQuota.TryTake())
        {
            return false;
        }

        request.IsRetryReserved = true;
        _owner.ReportRetry(request);
        return true;
    }

    private bool IsRepeatable(OutgoingRequest request, Outcome<ProviderResponse> outcome) =>
        outcome switch
        {
            { Result.IsSuccess: true } => false,
            { Result: { } response } => RetryRule.AllowsAfter(response.StatusCode, request.Kind == RequestKind.Billable, Options.RetryWhenMaybeProcessed)
                && (!request.IsAnswerMadeUp || Options.RetryWhenMaybeProcessed)
                && !ResponseStatus.IsUsedUpQuota(response),
            { Exception: LivenessException { Error: LivenessError.Unavailable or LivenessError.TimedOut } or TimeoutRejectedException } =>
                !request.FailedInHandler && RetryRule.AllowsAfterFailure(request.Kind == RequestKind.Billable, request.MayHaveBeenProcessed, Options.RetryWhenMaybeProcessed),
            _ => false,
        };

    /// <summary>Determines whether an outcome shows that the vendor cannot work. A caller that cancels early shows nothing, but must not count as the success of a half-open breaker's probe.</summary>
    private bool IsOutage(OutgoingRequest request, Outcome<ProviderResponse> outcome) =>
        outcome switch
        {
            { Result: { } response } => RetryRule.IsFailure(response.StatusCode),
            { Exception: LivenessException { Error: LivenessError.Unavailable or LivenessError.TimedOut } or TimeoutRejectedException } =>
                !request.WasCutWhileSending && !request.FailedInHandler,
            { Exception: OperationCanceledException } => request.AttemptElapsed >= s_slow || Breaker.State == BreakerState.HalfOpen,
            _ => false,
        };

    private static TimeSpan? RetryAfterOf(Outcome<ProviderResponse> outcome) =>
        outcome.Result?.RetryAfter ?? (outcome.Exception as LivenessException)?.RetryAfter;

    /// <summary>Doubles the delay with each attempt, with jitter in its upper half, so that callers that failed together do not retry together.</summary>
    private TimeSpan BackOff(int attempt) =>
        Options.RetryDelay * Math.Pow(2, attempt) * (0.5 + (Random.Shared.NextDouble() / 2));
}

/// <summary>Determines, from what the vendor can have seen, whether a request may be sent again.</summary>
internal static class RetryRule
{
    /// <summary>Determines whether a request may be sent again after a response.</summary>
    public static bool AllowsAfter(HttpStatusCode status, bool isBillable, bool repeatPaid) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        || ((!isBillable || repeatPaid) && IsFailure(status));

    /// <summary>Determines whether a request may be sent again after an attempt without a response.</summary>
    public static bool AllowsAfterFailure(bool isBillable, bool mayHaveBeenProcessed, bool repeatPaid) =>
        !isBillable || repeatPaid || !mayHaveBeenProcessed;

    /// <summary>Determines whether a status means that the vendor, or a gateway before it, cannot work at the moment.</summary>
    public static bool IsFailure(HttpStatusCode status) =>
        status >= HttpStatusCode.InternalServerError || status == HttpStatusCode.RequestTimeout;

    /// <summary>Determines whether a status shows that the vendor works, even if it rejects the request.</summary>
    public static bool IsSuccess(HttpStatusCode status) => !IsFailure(status) && status != HttpStatusCode.TooManyRequests;
}
