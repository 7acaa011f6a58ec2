using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;

namespace LivenessSdk;

/// <summary>Represents the two circuit breakers of a client as one: the failure ratio opens the first, consecutive failures the second.</summary>
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
    /// <param name="onChanged">Called at each change, in their order.</param>
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
        _consecutive = options.ConsecutiveFailures == 0 ? null : new ConsecutiveFailureBreaker(this);
    }

    /// <summary>Gets the state of the breaker that is more open, and the minimum time that it lasts.</summary>
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

    /// <summary>Opens after a number of failures in a row, however many successes came before them: the ratio of failures stays low until they outweigh the successes of its whole sampling time.</summary>
    private sealed class ConsecutiveFailureBreaker(CircuitBreakers owner) : ResilienceStrategy<ProviderResponse>
    {
        private readonly CircuitBreaker _breaker = new(owner._timeProvider, state => owner.Report(ref owner._consecutiveState, state));
        private int _failures;

        /// <summary>Gets the state, and the minimum time that it lasts.</summary>
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
                if (owner._isFailure(context, outcome))
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
            // Calls that were in flight when it opened do not prolong the time.
            if (Interlocked.Increment(ref _failures) == owner._options.ConsecutiveFailures || isProbe)
            {
                _breaker.Open(owner._options.BreakDuration);
            }
        }
    }
}

/// <summary>Represents a circuit breaker that its owner opens for a time, such as while the account's quota is used up. When the time is over, one call probes whether it may close.</summary>
internal sealed class CircuitBreaker
{
    private readonly object _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly Action<BreakerState> _onChanged;
    private volatile bool _open;
    private bool _probing;
    private bool _halfOpen;
    private long _opened;
    private TimeSpan _time;

    /// <param name="timeProvider">The clock.</param>
    /// <param name="onChanged">Called at each change, in their order.</param>
    public CircuitBreaker(TimeProvider timeProvider, Action<BreakerState> onChanged)
    {
        _timeProvider = timeProvider;
        _onChanged = onChanged;
    }

    /// <summary>Gets the state, and the minimum time that it lasts.</summary>
    public (BreakerState State, TimeSpan? RetryAfter) Current
    {
        get
        {
            lock (_lock)
            {
                return !_open ? (BreakerState.Closed, null)
                    : Remaining > TimeSpan.Zero ? (BreakerState.Open, Remaining)
                    : (BreakerState.HalfOpen, null);
            }
        }
    }

    private TimeSpan Remaining => _time - _timeProvider.GetElapsedTime(_opened);

    /// <summary>Determines whether a call may begin.</summary>
    /// <param name="isProbe">Whether the call is the probe; then <see cref="EndProbe"/> must follow.</param>
    /// <param name="wait">How long to wait otherwise; zero while another call probes.</param>
    public bool TryEnter(out bool isProbe, out TimeSpan wait)
    {
        (isProbe, wait) = (false, TimeSpan.Zero);
        if (!_open)
        {
            return true;
        }

        lock (_lock)
        {
            if (!_open)
            {
                return true;
            }

            wait = Remaining > TimeSpan.Zero ? Remaining : TimeSpan.Zero;
            if (_probing || wait > TimeSpan.Zero)
            {
                return false;
            }

            if (!_halfOpen)
            {
                _onChanged(BreakerState.HalfOpen); // First, so that a log that fails does not take the place of the probe.
            }

            isProbe = _probing = _halfOpen = true;
            return true;
        }
    }

    /// <summary>Opens for a time.</summary>
    public void Open(TimeSpan time)
    {
        lock (_lock)
        {
            bool isChange = !_open || _halfOpen;
            (_open, _halfOpen, _probing, _opened, _time) = (true, false, false, _timeProvider.GetTimestamp(), time);
            if (isChange)
            {
                _onChanged(BreakerState.Open);
            }
        }
    }

    /// <summary>Ends the probe, unless it opened the breaker again.</summary>
    /// <param name="isAnswered">Whether the vendor answered it, so that the breaker closes; otherwise the next call probes.</param>
    public void EndProbe(bool isAnswered)
    {
        lock (_lock)
        {
            if (_probing && isAnswered)
            {
                Close();
            }

            _probing = false;
        }
    }

    /// <summary>Closes the breaker, for instance because the credentials changed.</summary>
    public void Close()
    {
        lock (_lock)
        {
            bool isChange = _open;
            (_open, _halfOpen, _probing) = (false, false, false);
            if (isChange)
            {
                _onChanged(BreakerState.Closed);
            }
        }
    }
}
