namespace LivenessSdk;

/// <summary>Represents the outcome of one request of a run.</summary>
public sealed class CheckManyItem
{
    /// <summary>Gets the position of the request, from 0.</summary>
    public long Index { get; init; }

    /// <summary>Gets the caller's reference from the request, or <see langword="null"/> if there is none.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Gets the key of the request in the ledger, or <see langword="null"/> if it has none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Gets a value indicating whether there is a result, a failure, or neither.</summary>
    public CheckManyOutcome Outcome =>
        Result is not null ? CheckManyOutcome.Answered : Failure is not null ? CheckManyOutcome.Failed : CheckManyOutcome.Unknown;

    /// <summary>Gets the result, or <see langword="null"/> unless the outcome is <see cref="CheckManyOutcome.Answered"/>.</summary>
    public LivenessResult? Result { get; init; }

    /// <summary>Gets the failure, or <see langword="null"/> unless the outcome is <see cref="CheckManyOutcome.Failed"/>.</summary>
    public LivenessException? Failure { get; init; }

    /// <summary>Gets a value indicating whether it comes from the journal of version 0.1 that <see cref="CheckManyOptions.JournalPath"/> names, without an entry in the ledger, and nothing was sent now.</summary>
    /// <remarks>Such a result contains what the journal kept: verdict and its source, score, threshold, reason codes, names and references.</remarks>
    public bool FromJournal { get; init; }

    /// <summary>Gets a value indicating whether it comes from the <see cref="CheckManyOptions.Ledger"/>, and nothing was sent now.</summary>
    public bool FromLedger { get; init; }

    /// <summary>Returns the position and the outcome.</summary>
    public override string ToString() => $"{Index}: {Result?.ToString() ?? Failure?.Error.ToString() ?? "Unknown"}";
}
