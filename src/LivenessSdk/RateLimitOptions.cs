namespace LivenessSdk;

/// <summary>Represents the rate limit of one client: how many requests it may send in a second, and how long they may wait.</summary>
/// <remarks>A check beyond the queue fails at once as <see cref="LivenessError.RateLimited"/>, unsent, with a <see cref="LivenessException.RetryAfter"/>. A poll waits instead, because its check is paid for.</remarks>
public sealed class RateLimitOptions
{
    /// <summary>Gets or sets the number of requests a second, above 0. The default is <see langword="null"/>, for no limit.</summary>
    public double? PermitsPerSecond { get; set; }

    /// <summary>Gets or sets how many requests may be sent at once after a quiet time, at least 1. The default is 1.</summary>
    public int Burst { get; set; } = 1;

    /// <summary>Gets or sets how many requests may wait for a permit. The default is 100; 0 rejects what cannot be sent at once.</summary>
    public int QueueLimit { get; set; } = 100;

    /// <summary>Gets or sets how long a request may wait for a permit, at most 24 hours. The default is 10 seconds. One that would have to wait longer is rejected at once.</summary>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the number of requests a second that each machine may send while the database of a <see cref="SqlRateLimiter"/> is down: 0 for none, so that nothing is sent. There is no default: a shared limit needs the choice; a local one ignores it.</summary>
    public double? OutagePermitsPerSecond { get; set; }

    internal bool Equal(RateLimitOptions other) =>
        Nullable.Equals(PermitsPerSecond, other.PermitsPerSecond)
        && Burst == other.Burst
        && QueueLimit == other.QueueLimit
        && QueueTimeout == other.QueueTimeout
        && Nullable.Equals(OutagePermitsPerSecond, other.OutagePermitsPerSecond);

    internal IEnumerable<string> FindProblems()
    {
        if (PermitsPerSecond is { } rate && !(rate > 0.0001 && rate <= 1_000_000))
        {
            yield return "Resilience:RateLimit:PermitsPerSecond must be above 0.0001 and at most 1000000; leave it out for no limit.";
        }

        if (Burst < 1)
        {
            yield return "Resilience:RateLimit:Burst must be at least 1.";
        }

        if (QueueLimit < 0)
        {
            yield return "Resilience:RateLimit:QueueLimit must be 0 or more.";
        }

        if (QueueTimeout < TimeSpan.Zero || QueueTimeout > TimeSpan.FromDays(1))
        {
            yield return "Resilience:RateLimit:QueueTimeout must be from zero to 24 hours.";
        }

        if (OutagePermitsPerSecond is { } share && !(PermitsPerSecond is { } all && share >= 0 && share <= all))
        {
            yield return "Resilience:RateLimit:OutagePermitsPerSecond must be from 0 to PermitsPerSecond, which must be set.";
        }
    }
}
