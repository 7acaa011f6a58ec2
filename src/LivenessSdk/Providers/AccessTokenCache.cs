namespace LivenessSdk.Providers;

/// <summary>Represents the access token of one client: obtained by one call at a time, renewed before it expires, replaced once when the vendor rejects it.</summary>
/// <remarks>
/// All checks that need a token while one is being obtained wait for that one call, and share its failure: however many
/// checks run, a failing token endpoint receives one call. The call belongs to none of the checks, so it outlives those
/// that are canceled or run out of time, and has a timeout of its own.
/// </remarks>
public sealed class AccessTokenCache
{
    private readonly object _lock = new();
    private readonly TimeSpan _timeout;
    private readonly Func<AccessToken?, ProviderCheck, CancellationToken, Task<AccessToken>> _obtain;
    private AccessToken? _token;
    private Task<Renewal>? _renewal;

    /// <summary>Initializes a new instance of the <see cref="AccessTokenCache"/> class.</summary>
    /// <param name="timeout">The time for obtaining a token, at most 24 hours.</param>
    /// <param name="obtain">Obtains a token, given the last one, if any. It sends by the check that it is given, which is none of those that wait.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not positive, or longer than 24 hours.</exception>
    public AccessTokenCache(TimeSpan timeout, Func<AccessToken?, ProviderCheck, CancellationToken, Task<AccessToken>> obtain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromDays(1));
        ArgumentNullException.ThrowIfNull(obtain);

        _timeout = timeout;
        _obtain = obtain;
    }

    /// <summary>Sends a request with the token, and once more with a new one if the vendor rejects the token.</summary>
    /// <typeparam name="TResponse">The type of the response.</typeparam>
    /// <param name="check">The check that sends.</param>
    /// <param name="send">Sends the request with the token given and reads the response.</param>
    /// <param name="isRejection">Determines whether a response rejects the token.</param>
    /// <param name="cancellationToken">The token given to <see cref="ILivenessProvider.CheckAsync"/>.</param>
    /// <returns>The last response, which may still be a rejection.</returns>
    /// <exception cref="LivenessException">No token could be obtained.</exception>
    public async Task<TResponse> SendAsync<TResponse>(
        ProviderCheck check, Func<string, Task<TResponse>> send, Func<TResponse, bool> isRejection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(send);
        ArgumentNullException.ThrowIfNull(isRejection);

        AccessToken token = await GetAsync(check, rejected: null, cancellationToken).ConfigureAwait(false);
        TResponse response = await send(token.Value).ConfigureAwait(false);
        if (!isRejection(response) || check.IsAnswerMadeUp)
        {
            return response; // A rejection that a handler of the application made proves nothing about the vendor.
        }

        token = await GetAsync(check, rejected: token, cancellationToken).ConfigureAwait(false);
        return await send(token.Value).ConfigureAwait(false);
    }

    /// <summary>Obtains a token if there is no valid one, so that <see cref="SendAsync"/> need not wait for it.</summary>
    /// <param name="check">The check that will send.</param>
    /// <param name="cancellationToken">The token given to <see cref="ILivenessProvider.PrepareAsync"/>.</param>
    /// <exception cref="LivenessException">No token could be obtained.</exception>
    public Task PrepareAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);

        return GetAsync(check, rejected: null, cancellationToken);
    }

    private async Task<AccessToken> GetAsync(ProviderCheck check, AccessToken? rejected, CancellationToken cancellationToken)
    {
        DateTimeOffset now = check.TimeProvider.GetUtcNow();
        AccessToken? token;
        Task<Renewal> renewal;
        lock (_lock)
        {
            token = _token == rejected ? null : _token;
            if (token is not null && !token.IsDue(now))
            {
                return token;
            }

            if (_renewal is null or { IsCompleted: true })
            {
                AccessToken? previous = _token;
                _renewal = Task.Run(() => RenewAsync(previous, check.ForToken(_timeout)), CancellationToken.None);
            }

            renewal = _renewal;
        }

        Renewal outcome = await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (string field in outcome.TakeDrift())
        {
            check.RecordDrift(field);
        }

        if (outcome.Failure is not { } failure)
        {
            return outcome.Token!;
        }

        // In its last minute a token still serves while its endpoint is down.
        return failure.IsTransient && token?.IsExpired(check.TimeProvider.GetUtcNow()) == false
            ? token
            : throw failure.Repeat(check.MayHaveBeenProcessed);
    }

    private async Task<Renewal> RenewAsync(AccessToken? previous, ProviderCheck check)
    {
        using CancellationTokenSource deadline = new(_timeout, check.TimeProvider);
        try
        {
            AccessToken token = await _obtain(previous, check, deadline.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _token = token;
            }

            return new Renewal(token, null, check.Drift);
        }
        catch (LivenessException e)
        {
            return new Renewal(null, e, check.Drift);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            LivenessException failure = check.CreateException(
                LivenessError.TimedOut, $"the vendor gave no access token within {_timeout}. Try again later.");
            return new Renewal(null, failure, check.Drift);
        }
    }

    /// <summary>Represents the outcome of obtaining a token. A failure is not thrown here, since each waiting check throws its own.</summary>
    private sealed class Renewal(AccessToken? token, LivenessException? failure, IReadOnlyList<string> drift)
    {
        private IReadOnlyList<string>? _drift = drift;

        public AccessToken? Token { get; } = token;

        public LivenessException? Failure { get; } = failure;

        /// <summary>Takes the fields of the response that are not as the contract says, so that one check reports them.</summary>
        public IReadOnlyList<string> TakeDrift() => Interlocked.Exchange(ref _drift, null) ?? [];
    }
}
