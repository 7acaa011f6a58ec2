namespace LivenessSdk;

/// <summary>Keeps the access token of one registration: obtained by one call at a time, renewed before it expires, replaced once when the vendor rejects it.</summary>
/// <remarks>
/// All checks that need a token while one is being obtained wait for that one call, and share its failure: however many
/// checks run, an ailing token endpoint sees one of them. The call belongs to none of the checks, so it outlives those
/// that are cancelled or run out of time, and is bounded by a time of its own.
/// </remarks>
internal sealed class AccessTokenCache
{
    private readonly object _lock = new();
    private readonly ProviderTransport _transport;
    private readonly TimeSpan _timeout;
    private readonly Func<AccessToken?, CancellationToken, Task<AccessToken>> _obtain;
    private AccessToken? _token;
    private Task<Renewal>? _renewal;

    /// <param name="transport">The transport of the registration.</param>
    /// <param name="timeout">The time for obtaining a token.</param>
    /// <param name="obtain">Obtains a token, given the last one, if any.</param>
    public AccessTokenCache(
        ProviderTransport transport, TimeSpan timeout, Func<AccessToken?, CancellationToken, Task<AccessToken>> obtain)
    {
        _transport = transport;
        _timeout = timeout;
        _obtain = obtain;
    }

    private DateTimeOffset Now => _transport.TimeProvider.GetUtcNow();

    /// <summary>Sends a message with the token; once more with a new one if the vendor rejects it.</summary>
    /// <param name="send">Sends the message with the token given and reads the reply.</param>
    /// <param name="isRejection">Tells whether a reply rejects the token.</param>
    /// <param name="cancellationToken">The token of the check.</param>
    /// <returns>The last reply, which may still be a rejection.</returns>
    public async Task<TReply> SendAsync<TReply>(
        Func<string, Task<TReply>> send, Func<TReply, bool> isRejection, CancellationToken cancellationToken)
    {
        AccessToken token = await GetAsync(rejected: null, cancellationToken).ConfigureAwait(false);
        TReply reply = await send(token.Value).ConfigureAwait(false);
        if (!isRejection(reply))
        {
            return reply;
        }

        token = await GetAsync(rejected: token, cancellationToken).ConfigureAwait(false);
        return await send(token.Value).ConfigureAwait(false);
    }

    private async Task<AccessToken> GetAsync(AccessToken? rejected, CancellationToken cancellationToken)
    {
        AccessToken? token;
        Task<Renewal> renewal;
        lock (_lock)
        {
            token = _token == rejected ? null : _token;
            if (token is not null && !token.IsDue(Now))
            {
                return token;
            }

            if (_renewal is null or { IsCompleted: true })
            {
                AccessToken? previous = _token;
                _renewal = Task.Run(() => RenewAsync(previous), CancellationToken.None);
            }

            renewal = _renewal;
        }

        Renewal outcome = await renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.Failure is not { } failure)
        {
            return outcome.Token!;
        }

        // In its last minute a token still serves while its endpoint is down.
        return failure.IsTransient && token?.IsExpired(Now) == false
            ? token
            : throw failure.Repeat(CheckScope.Current?.MayHaveBeenProcessed ?? false);
    }

    private async Task<Renewal> RenewAsync(AccessToken? previous)
    {
        CheckScope.Begin(_transport.TimeProvider, _timeout);
        using CancellationTokenSource deadline = new(_timeout, _transport.TimeProvider);
        try
        {
            AccessToken token = await _obtain(previous, deadline.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _token = token;
            }

            return new Renewal(token, null);
        }
        catch (LivenessException e)
        {
            return new Renewal(null, e);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new Renewal(null, _transport.CreateException(
                LivenessError.TimedOut, $"the vendor gave no access token within {_timeout}. Try again later."));
        }
    }

    /// <summary>Holds what came of obtaining a token. A failure is no exception here, since each waiting check throws one of its own.</summary>
    private sealed record Renewal(AccessToken? Token, LivenessException? Failure);
}
