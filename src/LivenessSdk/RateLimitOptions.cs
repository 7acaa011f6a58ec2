namespace LivenessSdk;

/// <summary>Represents how many messages one registration may send in a second, and how long they may wait for their turn.</summary>
/// <remarks>A check beyond the queue fails at once as <see cref="LivenessError.RateLimited"/>, unsent, and says when to come back. A poll waits instead, because its check is paid for.</remarks>
public sealed class RateLimitOptions
{
    /// <summary>Gets or sets the messages a second, above 0; null, the default, for no limit.</summary>
    public double? PermitsPerSecond { get; set; }

    /// <summary>Gets or sets how many messages may leave at once after a quiet time. The default is 1; at least 1.</summary>
    public int Burst { get; set; } = 1;

    /// <summary>Gets or sets how many messages may wait for their turn. The default is 100; 0 for none.</summary>
    public int QueueLimit { get; set; } = 100;

    /// <summary>Gets or sets how long a message may wait for its turn. The default is 10 seconds; at most 24 hours. One that would have to wait longer is refused at once.</summary>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the messages a second that each machine keeps while the database of a <see cref="SqlRateLimiter"/> is down: 0 for none, so that nothing is sent. There is no default: a shared limit needs the choice; a local one ignores it.</summary>
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
