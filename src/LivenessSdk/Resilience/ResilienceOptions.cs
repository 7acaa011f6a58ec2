namespace LivenessSdk;

/// <summary>Holds how the messages of one registration are retried and bounded in time.</summary>
public sealed class ResilienceOptions
{
    /// <summary>Gets or sets the time for one attempt, from connecting to the end of the reply; 30 seconds unless set.</summary>
    /// <remarks>From 10 milliseconds to 24 hours. The time for the whole check is <see cref="LivenessProviderOptions.Timeout"/>.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a message is sent again where that is safe; 2 unless set, 0 for never, at most 10.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Gets or sets the longest wait before the first retry; doubled before each further one. 500 milliseconds unless set, at most 1 minute.</summary>
    /// <remarks>The wait is scattered over its upper half. Where the vendor names a time, by <c>Retry-After</c>, that holds instead.</remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets whether a paid message is also sent again after a time-out, a broken connection or a server error; false unless set.</summary>
    /// <remarks>The vendor may have done the work the first time, so that it is paid twice.</remarks>
    public bool RetryWhenMaybeProcessed { get; set; }

    /// <summary>Finds what is wrong with the settings.</summary>
    internal IEnumerable<string> FindFaults()
    {
        if (AttemptTimeout < TimeSpan.FromMilliseconds(10) || AttemptTimeout > TimeSpan.FromDays(1))
        {
            yield return "Resilience:AttemptTimeout must be from 10 milliseconds to 24 hours.";
        }

        if (MaxRetries is < 0 or > 10)
        {
            yield return "Resilience:MaxRetries must be from 0 to 10.";
        }

        if (RetryDelay < TimeSpan.Zero || RetryDelay > TimeSpan.FromMinutes(1))
        {
            yield return "Resilience:RetryDelay must be from zero to 1 minute.";
        }
    }
}
