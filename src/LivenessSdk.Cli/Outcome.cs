namespace LivenessSdk.Cli;

/// <summary>Holds what came of one photo at one registration: a result or a failure.</summary>
internal sealed class Outcome
{
    public required string File { get; init; }

    /// <summary>Gets the name of the registration; null for the default one that did not get as far as to say its name.</summary>
    public string? Provider { get; init; }

    public LivenessResult? Result { get; init; }

    public LivenessException? Failure { get; init; }

    public TimeSpan Duration { get; init; }

    public int ExitCode => Result is { } result ? ExitCodes.For(result.Verdict) : ExitCodes.For(Failure!.Error);
}
