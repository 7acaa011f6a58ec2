using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;

namespace LivenessSdk;

/// <summary>Opens after a number of failures in a row, however many successes came before them.</summary>
/// <remarks>A breaker that watches the ratio of failures alone stays closed until they outweigh the successes of its whole sampling time.</remarks>
internal sealed class ConsecutiveFailureBreaker : ResilienceStrategy<ProviderResponse>
{
    private readonly CircuitBreaker _breaker;
    private readonly ResilienceOptions _options;
    private readonly Func<ResilienceContext, Outcome<ProviderResponse>, bool> _isFailure;
    private int _failures;

    /// <param name="options">How many failures open the breaker, and for how long.</param>
    /// <param name="isFailure">Determines whether an outcome shows that the vendor cannot work.</param>
    /// <param name="onChanged">Told of each change, in their order.</param>
    /// <param name="timeProvider">The clock.</param>
    public ConsecutiveFailureBreaker(
        ResilienceOptions options,
        Func<ResilienceContext, Outcome<ProviderResponse>, bool> isFailure,
        Action<BreakerState> onChanged,
        TimeProvider timeProvider)
    {
        _breaker = new CircuitBreaker(timeProvider, onChanged);
        _options = options;
        _isFailure = isFailure;
    }

    /// <summary>Gets the state, and how long it lasts at least.</summary>
    public (BreakerState State, TimeSpan? RetryAfter) Current => _breaker.Current;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<ProviderResponse>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<ProviderResponse>>> callback, ResilienceContext context, TState state)
    {
        if (!_breaker.TryEnter(out bool isProbe, out _))
        {
            return Outcome.FromException<ProviderResponse>(new BrokenCircuitException());
        }

        bool isAnswered = false;
        try
        {
            Outcome<ProviderResponse> outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            if (_isFailure(context, outcome))
            {
                Fail(isProbe);
            }
            else if (outcome.Result is not null)
            {
                isAnswered = true;
                Volatile.Write(ref _failures, 0);
            }

            return outcome;
        }
        finally
        {
            if (isProbe)
            {
                _breaker.EndProbe(isAnswered);
            }
        }
    }

    private void Fail(bool isProbe)
    {
        // Those that were in flight when it opened do not prolong the time.
        if (Interlocked.Increment(ref _failures) == _options.ConsecutiveFailures || isProbe)
        {
            _breaker.Open(_options.BreakDuration);
        }
    }
}
