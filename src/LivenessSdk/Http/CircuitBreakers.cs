using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.CircuitBreaker;

namespace LivenessSdk;

/// <summary>Represents the two circuit breakers of a client as one: the ratio of failures opens the first, a number of failures in a row the second.</summary>
internal sealed class CircuitBreakers
{
    private readonly ResilienceOptions _options;
    private readonly Func<ResilienceContext, Outcome<ProviderResponse>, bool> _isFailure;
    private readonly Action<BreakerState> _onChanged;
    private readonly TimeProvider _timeProvider;
    private readonly CircuitBreakerStateProvider _ratio = new();
    private readonly ConsecutiveFailureBreaker? _consecutive;
    private readonly object _reporting = new();
    private BreakerState _ratioState;
    private BreakerState _consecutiveState;
    private long _opened;

    /// <param name="options">When the breakers open, and for how long.</param>
    /// <param name="isFailure">Determines whether an outcome shows that the vendor cannot work.</param>
    /// <param name="onChanged">Told of each change, in their order.</param>
    /// <param name="timeProvider">The clock.</param>
    public CircuitBreakers(
        ResilienceOptions options,
        Func<ResilienceContext, Outcome<ProviderResponse>, bool> isFailure,
        Action<BreakerState> onChanged,
        TimeProvider timeProvider)
    {
        _options = options;
        _isFailure = isFailure;
        _onChanged = onChanged;
        _timeProvider = timeProvider;
        _consecutive = options.ConsecutiveFailures == 0
            ? null
            : new ConsecutiveFailureBreaker(options, isFailure, state => Report(ref _consecutiveState, state), timeProvider);
    }

    /// <summary>Gets the state of the breaker that is more open, and how long it lasts at least.</summary>
    public (BreakerState State, TimeSpan? RetryAfter) Current
    {
        get
        {
            (BreakerState State, TimeSpan? RetryAfter) ratio = Ratio;
            (BreakerState State, TimeSpan? RetryAfter) consecutive = _consecutive?.Current ?? (BreakerState.Closed, null);
            return ratio.State > consecutive.State || (ratio.State == consecutive.State && ratio.RetryAfter > consecutive.RetryAfter) ? ratio : consecutive;
        }
    }

    private (BreakerState State, TimeSpan? RetryAfter) Ratio
    {
        get
        {
            TimeSpan remaining = _options.BreakDuration - _timeProvider.GetElapsedTime(Volatile.Read(ref _opened));
            return _ratio.CircuitState switch
            {
                CircuitState.Closed => (BreakerState.Closed, null),
                CircuitState.Open when remaining > TimeSpan.Zero => (BreakerState.Open, remaining),
                _ => (BreakerState.HalfOpen, null),
            };
        }
    }

    /// <summary>Adds both to a pipeline.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The options have no members with data annotations.")]
    public ResiliencePipelineBuilder<ProviderResponse> AddTo(ResiliencePipelineBuilder<ProviderResponse> builder)
    {
        if (_consecutive is { } consecutive)
        {
            builder.AddStrategy(_ => consecutive, new ConsecutiveFailureBreakerOptions());
        }

        return builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<ProviderResponse>
        {
            FailureRatio = _options.FailureRatio,
            MinimumThroughput = _options.MinimumThroughput,
            SamplingDuration = _options.SamplingDuration,
            BreakDuration = _options.BreakDuration,
            StateProvider = _ratio,
            ShouldHandle = arguments => new(_isFailure(arguments.Context, arguments.Outcome)),
            OnOpened = _ =>
            {
                Volatile.Write(ref _opened, _timeProvider.GetTimestamp());
                Report(ref _ratioState, BreakerState.Open);
                return default;
            },
            OnHalfOpened = _ =>
            {
                Report(ref _ratioState, BreakerState.HalfOpen);
                return default;
            },
            OnClosed = _ =>
            {
                Report(ref _ratioState, BreakerState.Closed);
                return default;
            },
        });
    }

    private static BreakerState MoreOpen(BreakerState first, BreakerState second) => first > second ? first : second;

    private void Report(ref BreakerState own, BreakerState state)
    {
        lock (_reporting)
        {
            BreakerState before = MoreOpen(_ratioState, _consecutiveState);
            own = state;
            BreakerState after = MoreOpen(_ratioState, _consecutiveState);
            if (after != before)
            {
                _onChanged(after);
            }
        }
    }

    private sealed class ConsecutiveFailureBreakerOptions : ResilienceStrategyOptions;
}
