namespace LivenessSdk.Cli;

/// <summary>Represents the outcome of one photo with one client: a result, a failure, or neither if an earlier run was interrupted.</summary>
internal sealed class Outcome
{
    public required string File { get; init; }

    /// <summary>Gets the name of the client.</summary>
    public required string ClientName { get; init; }

    public LivenessResult? Result { get; init; }

    public LivenessException? Failure { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Gets the key of the check in the ledger, or <see langword="null"/> if it has none.</summary>
    public string? Key { get; init; }

    /// <summary>Gets a value indicating whether the outcome is from an earlier run, so that nothing was sent.</summary>
    public bool FromJournal { get; init; }

    public int ExitCode =>
        Result is { } result ? ExitCodes.For(result.Verdict)
        : Failure is { } failure ? ExitCodes.For(failure.Error)
        : ExitCodes.VendorFailure;
}
