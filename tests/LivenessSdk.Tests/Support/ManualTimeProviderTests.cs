namespace LivenessSdk.Tests.Support;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        DateTimeOffset start = _time.GetUtcNow();
        long stamp = _time.GetTimestamp();

        _time.Advance(TimeSpan.FromSeconds(5));

        _time.GetUtcNow().Should().Be(start.AddSeconds(5));
        _time.GetElapsedTime(stamp).Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Timers_fire_in_order_of_their_due_times_and_see_that_time()
    {
        DateTimeOffset start = _time.GetUtcNow();
        var fired = new List<double>();
        using ITimer late = _time.CreateTimer(_ => fired.Add((_time.GetUtcNow() - start).TotalSeconds), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using ITimer early = _time.CreateTimer(_ => fired.Add((_time.GetUtcNow() - start).TotalSeconds), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(3.5));

        fired.Should().Equal(1, 2, 3, 3);
        _time.ScheduledTimers.Should().Be(1);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        Task delay = Task.Delay(TimeSpan.FromSeconds(2), _time);
        await _time.WaitForTimersAsync();

        _time.Advance(TimeSpan.FromSeconds(1));
        delay.IsCompleted.Should().BeFalse();

        _time.Advance(TimeSpan.FromSeconds(1));
        await delay;
        _time.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task Waiting_for_timers_ends_when_enough_are_scheduled()
    {
        Task both = _time.WaitForTimersAsync(2);
        using ITimer first = _time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        both.IsCompleted.Should().BeFalse();

        using ITimer second = _time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        await both;
    }

    [Fact]
    public void A_disposed_timer_does_not_fire()
    {
        bool fired = false;
        _time.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).Dispose();

        _time.Advance(TimeSpan.FromSeconds(2));

        fired.Should().BeFalse();
    }

    [Fact]
    public async Task A_cancellation_source_fires_on_this_clock()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(10), _time);
        var cancelled = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = source.Token.Register(cancelled.SetResult);

        _time.Advance(TimeSpan.FromSeconds(10));

        await cancelled.Task;
    }
}
