using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Runs one check of one vendor's client under an idempotency key: sends the photo once, or returns the remembered outcome.</summary>
internal sealed class LedgerCheck
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    private readonly CheckLedger _ledger;
    private readonly LedgerKey _key;
    private readonly ILivenessClient _client;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    /// <param name="ledger">The ledger.</param>
    /// <param name="key">The key of the entry, with the name of the client.</param>
    /// <param name="client">The client.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Logs an answer that could not be stored.</param>
    public LedgerCheck(CheckLedger ledger, LedgerKey key, ILivenessClient client, TimeProvider timeProvider, ILogger logger)
    {
        _ledger = ledger;
        _key = key;
        _client = client;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>Gets a value indicating whether the photo is sent unremembered while the ledger is down.</summary>
    public bool SendWhenUnavailable { get; init; }

    private string ClientName => _key.Client;

    public async Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.ContinuationToken is not null || !request.Allows(ClientName))
        {
            return await _client.CheckAsync(request, cancellationToken).ConfigureAwait(false); // It is not billed, or is rejected.
        }

        TimeSpan time = request.TimeFor((_client as IComposableClient)?.Timeout ?? s_defaultTimeout);
        long started = _timeProvider.GetTimestamp();
        LedgerClaim claim = _ledger.CreateClaim(_key, hash => LedgerFingerprint.Append(hash, ClientName, request), request.ResendUnknown);
        TimeSpan wait = s_firstWait;
        LedgerEntry? inFlight = null;
        while (true)
        {
            TimeSpan left = time - _timeProvider.GetElapsedTime(started);
            long asked = _timeProvider.GetTimestamp();
            LedgerEntry entry;
            try
            {
                entry = await AskAsync(limited => _ledger.ClaimAsync(claim, limited), left, cancellationToken).ConfigureAwait(false);
            }
            catch (LivenessException) when (inFlight is not null)
            {
                throw LedgerFailure.InProgress(ClientName, inFlight); // Another process sends the photo, so it must not be sent unremembered either.
            }
            catch (LivenessException e) when (SendWhenUnavailable && e.Error == LivenessError.LedgerUnavailable)
            {
                return await _client.CheckAsync(request, cancellationToken).ConfigureAwait(false);
            }

            if (entry.ClaimId == claim.Id)
            {
                LedgerOwner owner = new(_ledger, claim, _client, _timeProvider, _logger) { SendWhenUnavailable = SendWhenUnavailable };
                if (await owner.RunAsync(entry, asked, request.WithTimeLimit(left), cancellationToken).ConfigureAwait(false) is { } result)
                {
                    return result;
                }

                claim = new LedgerClaim(_key, claim.Fingerprints, claim.ErasedKeys, claim.ResendUnknown); // The old one is lost.
                continue;
            }

            if (Read(entry, claim) is { } known)
            {
                return known;
            }

            left = time - _timeProvider.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                throw LedgerFailure.InProgress(ClientName, entry);
            }

            inFlight = entry.State is LedgerState.Claimed or LedgerState.Dispatched ? entry : null;
            if (entry.State != LedgerState.Released)
            {
                await Task.Delay(wait < left ? wait : left, _timeProvider, cancellationToken).ConfigureAwait(false);
                wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
            }
        }
    }

    /// <summary>Reads an entry of another owner.</summary>
    /// <returns>The answer, or <see langword="null"/> if it has to be waited for.</returns>
    /// <exception cref="LivenessException">There will be no answer.</exception>
    private LivenessResult? Read(LedgerEntry entry, LedgerClaim claim)
    {
        if (entry.State == LedgerState.Erased)
        {
            throw LedgerFailure.Erased(ClientName);
        }

        if (entry.State != LedgerState.Released && !claim.Fingerprints.Contains(entry.Fingerprint))
        {
            throw LedgerFailure.Mismatch(ClientName, entry);
        }

        return entry.State switch
        {
            LedgerState.Answered => ReadAnswer(entry.Outcome),
            LedgerState.Failed when !claim.ResendUnknown => throw LedgerFailure.Repeat(ClientName, entry.Outcome ?? LedgerOutcome.Lost(ClientName)),
            LedgerState.Unknown when !claim.ResendUnknown && entry.ContinuationToken is null => throw LedgerFailure.Unknown(ClientName),
            _ => null,
        };
    }

    private LivenessResult ReadAnswer(LedgerOutcome? outcome)
    {
        if (outcome is not { IsAnswer: true })
        {
            throw LedgerFailure.Invalid(ClientName, "it cannot be read");
        }

        LivenessResult result = outcome.ToResult(ClientName);
        return ResultValidator.FindBreach(result) is { } problem ? throw LedgerFailure.Invalid(ClientName, problem) : result;
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1), _timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ask(both.Token).WaitAsync(both.Token).ConfigureAwait(false); // A claim that comes too late expires.
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw LedgerFailure.Unavailable(ClientName, e);
        }
    }
}
