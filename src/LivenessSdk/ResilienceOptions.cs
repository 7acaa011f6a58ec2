namespace LivenessSdk;

/// <summary>Represents the limits, retries and circuit breakers of one client's requests.</summary>
/// <remarks>Each request passes, from the outside in: the limit of concurrent requests, retries, the rate limit, which each attempt passes, the circuit breakers, the attempt timeout.</remarks>
public sealed class ResilienceOptions
{
    /// <summary>Gets or sets the maximum number of concurrent requests, at least 1, retries and waiting included. The default is 1000.</summary>
    /// <remarks>A check beyond that fails at once as <see cref="LivenessError.RateLimited"/>, unsent.</remarks>
    public int MaxConcurrentRequests { get; set; } = 1000;

    /// <summary>Gets or sets how many requests may be sent in a second. The default is unlimited.</summary>
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

    /// <summary>Gets or sets the timeout of one attempt, from connecting to the end of the response. The default is 30 seconds.</summary>
    /// <remarks>From 10 milliseconds to 24 hours. The time for the whole check is <see cref="LivenessProviderOptions.Timeout"/>.</remarks>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a request is sent again where that is safe, from 0 to 10. The default is 2.</summary>
    public int MaxRetryAttempts { get; set; } = 2;

    /// <summary>Gets or sets the longest wait before the first retry, at most 1 minute; it doubles before each further one. The default is 500 milliseconds.</summary>
    /// <remarks>The wait is random in its upper half. A time that the vendor sends as <c>Retry-After</c> takes precedence.</remarks>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets a value indicating whether a billable request is also sent again after a timeout, a broken connection or a server error. The default is false.</summary>
    /// <remarks>The vendor may have done the work the first time, so that it is paid twice.</remarks>
    public bool RetryWhenMaybeProcessed { get; set; }

    /// <summary>Gets or sets the ratio of failed requests at which the breaker opens, above 0 and at most 1. The default is 0.5.</summary>
    /// <remarks>Outages count as failures: no connection, a broken one, a timeout, a server error. Bad photos, rejected credentials and rate limits do not.</remarks>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>Gets or sets how many requests the breaker must have seen before it can open, at least 2. The default is 20.</summary>
    public int MinimumThroughput { get; set; } = 20;

    /// <summary>Gets or sets the number of failures in a row at which the breaker opens, however many requests succeeded before. The default is 10; 0 for never.</summary>
    public int ConsecutiveFailures { get; set; } = 10;

    /// <summary>Gets or sets the time over which the breaker counts, from 500 milliseconds to 24 hours. The default is 30 seconds.</summary>
    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long the breaker stays open before it lets one request probe the vendor, from 500 milliseconds to 24 hours. The default is 15 seconds.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long new checks are rejected after the vendor reported that the quota is used up, at most 24 hours. The default is 5 minutes.</summary>
    /// <remarks>A time that the vendor sends as <c>Retry-After</c> takes precedence.</remarks>
    public TimeSpan QuotaBreakDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Determines whether other options have the same values, so that what was counted so far remains valid.</summary>
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

    /// <summary>Finds the problems of the settings.</summary>
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

        foreach (string problem in RateLimit.FindProblems())
        {
            yield return problem;
        }
    }

    private static bool IsWithin(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
