using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace LivenessSdk;

/// <summary>Sends each message of one registration through retry and attempt time-out, in this order from the outside in.</summary>
internal sealed class ProviderResilience
{
    private static readonly ResiliencePropertyKey<Exchange> s_exchange = new("LivenessSdk.Exchange");

    private readonly string _name;
    private readonly ResilienceOptions _options;
    private readonly ResiliencePipeline<ProviderResponse> _pipeline;

    public ProviderResilience(string name, ResilienceOptions options, TimeProvider timeProvider)
    {
        _name = name;
        _options = options;

        ResiliencePipelineBuilder<ProviderResponse> builder = new() { TimeProvider = timeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ProviderResponse>
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = arguments => new(ShouldRetry(arguments)),
                DelayGenerator = static arguments => new(ExchangeOf(arguments.Context).NextDelay),
            });
        }

        _pipeline = builder.AddTimeout(options.AttemptTimeout).Build();
    }

    /// <summary>Sends a message, again where that is safe.</summary>
    /// <exception cref="LivenessException">No attempt brought a reply.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<ProviderResponse> SendAsync<TState>(
        Exchange exchange, Func<Exchange, TState, CancellationToken, ValueTask<ProviderResponse>> attempt, TState state, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(s_exchange, exchange);
        try
        {
            return await _pipeline
                .ExecuteAsync(
                    static (context, call) => call.attempt(call.exchange, call.state, context.CancellationToken),
                    context,
                    (attempt, exchange, state))
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw new LivenessException(
                LivenessError.TimedOut,
                $"{_name}: no complete reply within the attempt time-out of {_options.AttemptTimeout}. Try again later, or raise Resilience:AttemptTimeout.",
                e)
            {
                Provider = _name,
                MayHaveBeenProcessed = exchange.CheckMayHaveBeenProcessed,
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Exchange ExchangeOf(ResilienceContext context) => context.Properties.GetValue(s_exchange, null!);

    private bool ShouldRetry(RetryPredicateArguments<ProviderResponse> arguments)
    {
        Exchange exchange = ExchangeOf(arguments.Context);
        if (arguments.AttemptNumber >= _options.MaxRetries || !IsRepeatable(exchange, arguments.Outcome))
        {
            return false;
        }

        exchange.NextDelay = RetryAfterOf(arguments.Outcome) ?? BackOff(arguments.AttemptNumber);
        return exchange.NextDelay < exchange.Remaining;
    }

    private bool IsRepeatable(Exchange exchange, Outcome<ProviderResponse> outcome) =>
        outcome switch
        {
            { Result: { } response } => RetryRule.AllowsAfter(response.StatusCode, exchange.Kind, _options.RetryWhenMaybeProcessed),
            { Exception: LivenessException { IsTransient: true } or TimeoutRejectedException } =>
                RetryRule.AllowsAfterFailure(exchange, _options.RetryWhenMaybeProcessed),
            _ => false,
        };

    private static TimeSpan? RetryAfterOf(Outcome<ProviderResponse> outcome) =>
        outcome.Result?.RetryAfter ?? (outcome.Exception as LivenessException)?.RetryAfter;

    /// <summary>Doubles the wait with each attempt, and scatters it over its upper half, so that callers who failed together do not return together.</summary>
    private TimeSpan BackOff(int attempt) =>
        _options.RetryDelay * Math.Pow(2, attempt) * (0.5 + (Random.Shared.NextDouble() / 2));
}
