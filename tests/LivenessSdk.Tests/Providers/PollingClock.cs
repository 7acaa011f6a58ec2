using System.Collections.Concurrent;

namespace LivenessSdk.Tests.Providers;

/// <summary>Keeps a clock that moves by hand and over every wait up to some length, which is noted: polls cost a test no time, and deadlines come when the test says so.</summary>
/// <param name="longestSkipped">The longest wait that is skipped, or <see langword="null"/> for five seconds.</param>
internal sealed class PollingClock(TimeSpan? longestSkipped = null) : TimeProvider
{
    private readonly TimeSpan _longestSkipped = longestSkipped ?? TimeSpan.FromSeconds(5);
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
        if (dueTime <= TimeSpan.Zero || dueTime > _longestSkipped)
        {
            return _time.CreateTimer(callback, state, dueTime, period);
        }

        _waits.Enqueue(dueTime);
        _time.Advance(dueTime);
        return _time.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
