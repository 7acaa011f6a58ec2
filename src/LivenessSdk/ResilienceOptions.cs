namespace LivenessSdk;

/// <summary>Represents how the messages of one registration are bounded, retried and held back.</summary>
/// <remarks>Each message passes, from the outside in: the limit of concurrent calls, the rate limit, retries, the circuit breaker, the attempt timeout.</remarks>
public sealed class ResilienceOptions
{
    /// <summary>Gets or sets how many messages may be under way at once, retries and waiting included. The default is 1000; at least 1.</summary>
    /// <remarks>A check beyond that fails at once as <see cref="LivenessError.RateLimited"/>, unsent.</remarks>
    public int MaxConcurrentRequests { get; set; } = 1000;

    /// <summary>Gets or sets how many messages may be sent in a second. The default is unlimited.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public RateLimitOptions RateLimit
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);

            field = value;
        }
    } = new();

    /// <summary>Gets or sets the time for one attempt, from connecting to the end of the reply. The default is 30 seconds.</summary>
    /// <remarks>From 10 milliseconds to 24 hours. The time for the whole check is <see cref="LivenessProviderOptions.Timeout"/>.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a message is sent again where that is safe. The default is 2; 0 for never, at most 10.</summary>
    public int MaxRetryAttempts { get; set; } = 2;

    /// <summary>Gets or sets the longest wait before the first retry; doubled before each further one. 500 milliseconds unless set, at most 1 minute.</summary>
    /// <remarks>The wait is scattered over its upper half. Where the vendor names a time, by <c>Retry-After</c>, that holds instead.</remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets a value indicating whether a paid message is also sent again after a timeout, a broken connection or a server error. The default is false.</summary>
    /// <remarks>The vendor may have done the work the first time, so that it is paid twice.</remarks>
    public bool RetryWhenMaybeProcessed { get; set; }

    /// <summary>Gets or sets the share of failed messages at which the breaker opens. The default is 0.5; above 0 and at most 1.</summary>
    /// <remarks>Outages count as failures: no connection, a broken one, a timeout, a server error. Bad photos, refused credentials and rate limits do not.</remarks>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>Gets or sets how many messages the breaker must have seen before it can open. The default is 20; at least 2.</summary>
    public int MinimumThroughput { get; set; } = 20;

    /// <summary>Gets or sets the number of failures in a row at which the breaker opens, however many messages succeeded before. The default is 10; 0 for never.</summary>
    public int ConsecutiveFailures { get; set; } = 10;

    /// <summary>Gets or sets the time over which the breaker counts. The default is 30 seconds; from 500 milliseconds to 24 hours.</summary>
    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long the breaker stays open before it lets one message through to see. The default is 15 seconds; from 500 milliseconds to 24 hours.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long no new check is begun after the vendor said that the quota is used up. The default is 5 minutes; at most 24 hours.</summary>
    /// <remarks>Where the vendor names a time, by <c>Retry-After</c>, that holds instead.</remarks>
    public TimeSpan QuotaBreakDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Determines whether other options ask for the same, so that what was counted so far still holds.</summary>
    internal bool Equal(ResilienceOptions other) =>
        MaxConcurrentRequests == other.MaxConcurrentRequests
        && RateLimit.Equal(other.RateLimit)
        && AttemptTimeout == other.AttemptTimeout
        && MaxRetryAttempts == other.MaxRetryAttempts
        && RetryDelay == other.RetryDelay
        && RetryWhenMaybeProcessed == other.RetryWhenMaybeProcessed
        && FailureRatio.Equals(other.FailureRatio)
        && MinimumThroughput == other.MinimumThroughput
        && ConsecutiveFailures == other.ConsecutiveFailures
        && SamplingDuration == other.SamplingDuration
        && BreakDuration == other.BreakDuration
        && QuotaBreakDuration == other.QuotaBreakDuration;

    /// <summary>Finds what is wrong with the settings.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (MaxConcurrentRequests < 1)
        {
            yield return "Resilience:MaxConcurrentRequests must be at least 1.";
        }

        if (!IsWithin(AttemptTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1)))
        {
            yield return "Resilience:AttemptTimeout must be from 10 milliseconds to 24 hours.";
        }

        if (MaxRetryAttempts is < 0 or > 10)
        {
            yield return "Resilience:MaxRetryAttempts must be from 0 to 10.";
        }

        if (!IsWithin(RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1)))
        {
            yield return "Resilience:RetryDelay must be from zero to 1 minute.";
        }

        if (!(FailureRatio > 0 && FailureRatio <= 1))
        {
            yield return "Resilience:FailureRatio must be above 0 and at most 1.";
        }

        if (MinimumThroughput < 2)
        {
            yield return "Resilience:MinimumThroughput must be at least 2.";
        }

        if (ConsecutiveFailures < 0)
        {
            yield return "Resilience:ConsecutiveFailures must be 0 or more; 0 for never.";
        }

        if (!IsWithin(SamplingDuration, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(1)))
        {
            yield return "Resilience:SamplingDuration must be from 500 milliseconds to 24 hours.";
        }

        if (!IsWithin(BreakDuration, TimeSpan.FromMilliseconds(500), TimeSpan.FromDays(1)))
        {
            yield return "Resilience:BreakDuration must be from 500 milliseconds to 24 hours.";
        }

        if (!IsWithin(QuotaBreakDuration, TimeSpan.Zero, TimeSpan.FromDays(1)))
        {
            yield return "Resilience:QuotaBreakDuration must be from zero to 24 hours.";
        }

        foreach (string fault in RateLimit.FindProblems())
        {
            yield return fault;
        }
    }

    private static bool IsWithin(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
