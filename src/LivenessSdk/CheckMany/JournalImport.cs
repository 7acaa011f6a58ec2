namespace LivenessSdk;

/// <summary>Imports lines of a journal of version 0.1 as entries of a ledger.</summary>
internal static class JournalImport
{
    /// <summary>Imports what an earlier run recorded of a request, unless the ledger knows its key. A failure that cannot have been billed leaves the key free.</summary>
    /// <exception cref="LivenessException">The ledger is down.</exception>
    public static async Task ImportAsync(CheckLedger ledger, LedgerKey key, LivenessRequest request, JournalLine line, CancellationToken cancellationToken)
    {
        if (line.IsUnpaidFailure)
        {
            return;
        }

        try
        {
            if (await ledger.FindAsync(key, cancellationToken).ConfigureAwait(false) is null)
            {
                await AddAsync(ledger, key, request, line, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw LedgerFailure.Unavailable(key.Client, e);
        }
    }

    private static async Task AddAsync(CheckLedger ledger, LedgerKey key, LivenessRequest request, JournalLine line, CancellationToken cancellationToken)
    {
        LedgerClaim claim = ledger.CreateClaim(key, hash => LedgerFingerprint.Append(hash, key.Client, request));
        LedgerEntry entry = await ledger.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        if (entry.ClaimId != claim.Id || !await ledger.DispatchAsync(claim, CancellationToken.None).ConfigureAwait(false))
        {
            return; // Another process was faster.
        }

        CheckManyItem item = line.ToItem(line.Index, key.IdempotencyKey);
        if (line.ContinuationToken is { } token)
        {
            await ledger.StoreTokenAsync(claim, token, CancellationToken.None).ConfigureAwait(false);
        }

        if (line.ContinuationToken is null && item.Result is { } result)
        {
            await ledger.CompleteAsync(claim, LedgerOutcome.Of(result), CancellationToken.None).ConfigureAwait(false);
        }
        else if (line.ContinuationToken is null && item.Failure is { } failure)
        {
            await ledger.CompleteAsync(claim, LedgerOutcome.Of(failure), CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await ledger.SuspendAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
