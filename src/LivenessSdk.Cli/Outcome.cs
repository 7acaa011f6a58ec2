namespace LivenessSdk.Cli;

/// <summary>Represents what came of one photo at one registration: a result, a failure, or neither when an earlier run did not live to see it.</summary>
internal sealed class Outcome
{
    public required string File { get; init; }

    /// <summary>Gets the name of the registration.</summary>
    public required string ClientName { get; init; }

    public LivenessResult? Result { get; init; }

    public LivenessException? Failure { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Gets a value indicating whether it comes from an earlier run, and nothing was sent now.</summary>
    public bool FromJournal { get; init; }

    public int ExitCode =>
        Result is { } result ? ExitCodes.For(result.Verdict)
        : Failure is { } failure ? ExitCodes.For(failure.Error)
        : ExitCodes.VendorFailure;
}
