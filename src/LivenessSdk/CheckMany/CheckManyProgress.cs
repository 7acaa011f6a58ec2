namespace LivenessSdk;

/// <summary>Counts the items that a run has handed out so far.</summary>
/// <param name="Answered">Items with a result.</param>
/// <param name="Failed">Items with a failure.</param>
/// <param name="Unknown">Items whose answer an earlier run did not live to see.</param>
public readonly record struct CheckManyProgress(long Answered, long Failed, long Unknown)
{
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
