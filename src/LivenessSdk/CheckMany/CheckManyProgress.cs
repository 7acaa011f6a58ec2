namespace LivenessSdk;

/// <summary>Represents the progress of a run: the items returned so far, and what it waits for.</summary>
public readonly record struct CheckManyProgress
{
    /// <summary>Initializes a new instance of the <see cref="CheckManyProgress"/> struct.</summary>
    /// <param name="answered">The number of items with a result.</param>
    /// <param name="failed">The number of items with a failure.</param>
    /// <param name="unknown">The number of items that an earlier run sent without receiving an answer.</param>
    public CheckManyProgress(long answered, long failed, long unknown)
    {
        Answered = answered;
        Failed = failed;
        Unknown = unknown;
    }

    /// <summary>Gets the number of items with a result.</summary>
    public long Answered { get; init; }

    /// <summary>Gets the number of items with a failure.</summary>
    public long Failed { get; init; }

    /// <summary>Gets the number of items that an earlier run sent without receiving an answer.</summary>
    public long Unknown { get; init; }

    /// <summary>Gets the failure that the run is waiting out, or <see langword="null"/> while it is not waiting.</summary>
    public LivenessException? Outage { get; init; }

    /// <summary>Gets the time until the next check probes whether the client works again, or <see langword="null"/> while the run is not waiting.</summary>
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
