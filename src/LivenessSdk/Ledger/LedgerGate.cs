namespace LivenessSdk;

/// <summary>Allows the photo of one claim to be sent only while the claim owns its entry, and stores the token of an asynchronous vendor.</summary>
internal sealed class LedgerGate : IDispatchGate
{
    private readonly CheckLedger _ledger;
    private readonly LedgerLease _lease;
    private readonly IDispatchGate? _outer;
    private readonly TimeProvider _timeProvider;
    private readonly object _lock = new();
    private Task? _dispatch;

    /// <param name="ledger">The ledger.</param>
    /// <param name="lease">The lease of the claim.</param>
    /// <param name="outer">The gate of another ledger around this one, or <see langword="null"/> if there is none.</param>
    /// <param name="timeProvider">The clock of the lease.</param>
    public LedgerGate(CheckLedger ledger, LedgerLease lease, IDispatchGate? outer, TimeProvider timeProvider)
    {
        _ledger = ledger;
        _lease = lease;
        _outer = outer;
        _timeProvider = timeProvider;
    }

    /// <summary>Gets a value indicating whether the entry is dispatched, so that the photo may have left.</summary>
    public bool IsDispatched => _dispatch is { IsCompletedSuccessfully: true };

    /// <summary>Gets why the photo was kept from leaving, or <see langword="null"/> if it was not.</summary>
    public LivenessException? Rejection { get; private set; }

    /// <summary>Gets the token with which the check can be continued, or <see langword="null"/> if there is none.</summary>
    public string? Token { get; private set; }

    /// <summary>Gets the token that the ledger has, or <see langword="null"/> if it has none.</summary>
    public string? StoredToken { get; private set; }

    public async ValueTask DispatchAsync(string clientName, CancellationToken cancellationToken)
    {
        if (_outer is not null)
        {
            await _outer.DispatchAsync(clientName, cancellationToken).ConfigureAwait(false);
        }

        Task dispatch;
        lock (_lock)
        {
            // A retry after a certain failure finds the entry dispatched.
            dispatch = _dispatch ??= DispatchOnceAsync(clientName);
        }

        await dispatch.WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfOver();
    }

    public void BeginBody()
    {
        _outer?.BeginBody();
        ThrowIfOver();
    }

    public async ValueTask RecordContinuationAsync(string clientName, string continuationToken, CancellationToken cancellationToken)
    {
        Token = continuationToken;
        if (_outer is not null)
        {
            await _outer.RecordContinuationAsync(clientName, continuationToken, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            long timestamp = _timeProvider.GetTimestamp();
            if (await _ledger.StoreTokenAsync(_lease.Claim, continuationToken, cancellationToken).ConfigureAwait(false))
            {
                StoredToken = continuationToken;
                _lease.Extend(timestamp);
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The check continues, and the token is stored when it ends if it is still needed then.
        }
    }

    private async Task DispatchOnceAsync(string clientName)
    {
        long timestamp = _timeProvider.GetTimestamp();
        bool isDispatched;
        try
        {
            // Not to be canceled: whether the entry is dispatched would be unknown.
            isDispatched = await _ledger.DispatchAsync(_lease.Claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Reject(LedgerFailure.Unavailable(clientName, e));
        }

        if (!isDispatched)
        {
            throw Reject(LedgerFailure.Lost(clientName));
        }

        _lease.Extend(timestamp);
    }

    private void ThrowIfOver()
    {
        if (Rejection is { } rejection)
        {
            throw rejection;
        }

        if (_lease.IsOver)
        {
            throw Reject(LedgerFailure.Lost(_lease.Claim.Key.Client));
        }
    }

    private LivenessException Reject(LivenessException rejection) => Rejection = rejection;
}
