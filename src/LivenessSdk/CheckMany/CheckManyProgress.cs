namespace LivenessSdk;

/// <summary>Represents the progress of a run: the items handed out so far, and what it waits for.</summary>
/// <param name="Answered">Items with a result.</param>
/// <param name="Failed">Items with a failure.</param>
/// <param name="Unknown">Items whose answer an earlier run did not live to see.</param>
public readonly record struct CheckManyProgress(long Answered, long Failed, long Unknown)
{
    /// <summary>Gets the failure that the run is waiting out, or <c>null</c> while it is not waiting.</summary>
    public LivenessException? Outage { get; init; }

    /// <summary>Gets the time until the next check finds out whether the client works again, or <c>null</c> while the run is not waiting.</summary>
    public TimeSpan? RetryIn { get; init; }

    /// <summary>Gets the number of all items.</summary>
    public long Total => Answered + Failed + Unknown;

    internal CheckManyProgress Add(CheckManyOutcome outcome) =>
        outcome switch
        {
            CheckManyOutcome.Answered => this with { Answered = Answered + 1 },
            CheckManyOutcome.Failed => this with { Failed = Failed + 1 },
            _ => this with { Unknown = Unknown + 1 },
        };
}
