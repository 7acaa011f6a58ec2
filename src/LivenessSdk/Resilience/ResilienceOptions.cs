namespace LivenessSdk;

/// <summary>Holds how the messages of one registration are retried and bounded in time.</summary>
public sealed class ResilienceOptions
{
    /// <summary>Gets or sets the time for one message, from connecting to the end of the reply; 30 seconds unless set.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a message is sent again where that is safe; 2 unless set, 0 for never.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Finds what is wrong with the settings.</summary>
    internal IEnumerable<string> FindFaults()
    {
        if (AttemptTimeout <= TimeSpan.Zero || AttemptTimeout > TimeSpan.FromDays(1))
        {
            yield return "Resilience:AttemptTimeout must be longer than zero and at most 24 hours.";
        }

        if (MaxRetries is < 0 or > 10)
        {
            yield return "Resilience:MaxRetries must be from 0 to 10.";
        }
    }
}
