namespace LivenessSdk.Testing;

/// <summary>Represents the system clock, except that waits of up to five seconds end immediately: polls and retries take no time in a test, while deadlines still apply.</summary>
public sealed class ImpatientTimeProvider : TimeProvider
{
    private static readonly TimeSpan s_longestSkipped = TimeSpan.FromSeconds(5);

    private long _skipped;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Skipped;

    /// <inheritdoc />
    public override long GetTimestamp() => base.GetTimestamp() + (long)(Skipped.TotalSeconds * TimestampFrequency);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > s_longestSkipped)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Interlocked.Add(ref _skipped, dueTime.Ticks);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private TimeSpan Skipped => TimeSpan.FromTicks(Interlocked.Read(ref _skipped));
}
