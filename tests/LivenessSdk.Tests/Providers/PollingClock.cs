using System.Collections.Concurrent;

namespace LivenessSdk.Tests.Providers;

/// <summary>Keeps a clock that moves only by hand, except that waits of up to five seconds end at once and are noted: polls cost a test no time, and deadlines come when the test says so.</summary>
internal sealed class PollingClock : TimeProvider
{
    private static readonly TimeSpan s_longestSkipped = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _time = new();
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>Gets the waits that were skipped, in order.</summary>
    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public void Advance(TimeSpan by) => _time.Advance(by);

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > s_longestSkipped)
        {
            return _time.CreateTimer(callback, state, dueTime, period);
        }

        _waits.Enqueue(dueTime);
        return _time.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
