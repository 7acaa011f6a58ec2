using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Runs the check of a claim that owns its entry, and stores how it ended.</summary>
internal sealed class LedgerOwner
{
    private static readonly TimeSpan s_storeTime = TimeSpan.FromSeconds(10);

    private readonly CheckLedger _ledger;
    private readonly LedgerClaim _claim;
    private readonly ILivenessClient _client;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public LedgerOwner(CheckLedger ledger, LedgerClaim claim, ILivenessClient client, TimeProvider timeProvider, ILogger logger)
    {
        _ledger = ledger;
        _claim = claim;
        _client = client;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>Gets a value indicating whether the photo is sent unremembered while the ledger is down.</summary>
    public bool SendWhenUnavailable { get; init; }

    /// <summary>Runs the check.</summary>
    /// <param name="entry">The entry, as it was claimed.</param>
    /// <param name="timestamp">A time before it was claimed.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The result, or <see langword="null"/> if the claim was lost and nothing was sent.</returns>
    public async Task<LivenessResult?> RunAsync(LedgerEntry entry, long timestamp, LivenessRequest request, CancellationToken cancellationToken)
    {
        using LedgerLease lease = _ledger.LeasesOf(_timeProvider).Add(_claim, timestamp);
        LedgerGate gate = new(_ledger, lease, request.DispatchGate, _timeProvider);
        string? token = entry.State == LedgerState.Dispatched ? entry.ContinuationToken : null;
        LivenessRequest own = (token is null ? request : request.WithContinuation(token)).WithDispatchGate(gate);
        try
        {
            if (token is null && _client is not IComposableClient)
            {
                await gate.DispatchAsync(_claim.Key.Client, cancellationToken).ConfigureAwait(false); // Nothing else reports when the photo leaves.
            }

            LivenessResult result = await _client.CheckAsync(own, cancellationToken).ConfigureAwait(false);
            await EndAsync(gate, token, result).ConfigureAwait(false);
            return result;
        }
        catch (Exception e) when (gate.Rejection is { } rejection && (e is LivenessException || e == rejection))
        {
            bool isSent = ((e as LivenessException)?.Attempts ?? []).Any(attempt => attempt.PhotoSent);
            await StoreAsync(isSent ? _ledger.SuspendAsync : _ledger.ReleaseAsync).ConfigureAwait(false);
            if (isSent)
            {
                throw;
            }

            return rejection.Error != LivenessError.LedgerUnavailable
                ? null
                : SendWhenUnavailable ? await _client.CheckAsync(request, cancellationToken).ConfigureAwait(false) : throw rejection;
        }
        catch (LivenessException e)
        {
            await EndAsync(gate, token, e).ConfigureAwait(false);
            throw;
        }
        catch (Exception)
        {
            // The caller canceled, or the client is broken: what was dispatched is unknown at once, or can be continued.
            await (gate.IsDispatched || token is not null ? SuspendAsync(gate, token, gate.Token ?? token) : StoreAsync(_ledger.ReleaseAsync)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task EndAsync(LedgerGate gate, string? token, LivenessResult result)
    {
        if (result.ContinuationToken is { } pending)
        {
            await SuspendAsync(gate, token, pending).ConfigureAwait(false);
        }
        else if (gate.IsDispatched || token is not null)
        {
            await StoreAsync((claim, limited) => _ledger.CompleteAsync(claim, LedgerOutcome.Of(result), limited)).ConfigureAwait(false);
        }
        else
        {
            await StoreAsync(_ledger.ReleaseAsync).ConfigureAwait(false); // Nothing was sent, so there is nothing to remember.
        }
    }

    private async Task EndAsync(LedgerGate gate, string? token, LivenessException failure)
    {
        if (failure.ContinuationToken is { } pending)
        {
            await SuspendAsync(gate, token, pending).ConfigureAwait(false);
        }
        else if (token is not null ? failure.MayHaveBeenProcessed : gate.IsDispatched && failure.MayHaveBeenProcessed)
        {
            await StoreAsync((claim, limited) => _ledger.CompleteAsync(claim, LedgerOutcome.Of(failure), limited)).ConfigureAwait(false);
        }
        else
        {
            await StoreAsync(token is not null ? _ledger.SuspendAsync : _ledger.ReleaseAsync).ConfigureAwait(false);
        }
    }

    private async Task SuspendAsync(LedgerGate gate, string? token, string? pending)
    {
        if (pending is not null && pending != (gate.StoredToken ?? token))
        {
            await StoreAsync((claim, limited) => _ledger.StoreTokenAsync(claim, pending, limited)).ConfigureAwait(false);
        }

        await StoreAsync(_ledger.SuspendAsync).ConfigureAwait(false);
    }

    /// <summary>Stores how the check ended. If that fails, the caller still gets the end, and the entry expires.</summary>
    private async Task StoreAsync(Func<LedgerClaim, CancellationToken, Task<bool>> store)
    {
        using CancellationTokenSource limit = new(s_storeTime, _timeProvider);
        try
        {
            await store(_claim, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogMessages.LedgerNotWritten(_logger, e, _claim.Key.Client);
        }
    }
}
