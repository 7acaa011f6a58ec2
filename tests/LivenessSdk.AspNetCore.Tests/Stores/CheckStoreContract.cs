namespace LivenessSdk.AspNetCore.Tests.Stores;

/// <summary>What every store of checks keeps to, however many ask it at the same time.</summary>
public abstract class CheckStoreContract
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private protected ManualTimeProvider Clock { get; } = new();

    private DateTimeOffset InAnHour => Clock.GetUtcNow() + s_hour;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_of_many_who_add_the_same_key_succeeds()
    {
        LivenessCheckStore store = await OpenAsync();

        bool[] added = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => store.TryAddAsync("check:1", $"{number}", InAnHour, Cancellation).AsTask())));

        int winner = Array.IndexOf(added, true);
        added.Count(isAdded => isAdded).Should().Be(1);
        (await store.FindAsync("check:1", Cancellation)).Should().Be($"{winner}");
    }

    [Fact]
    public async Task A_value_is_there_until_it_expires_and_then_its_key_is_free_for_one()
    {
        LivenessCheckStore store = await OpenAsync();
        await store.TryAddAsync("check:1", "first", InAnHour, Cancellation);

        Clock.Advance(s_hour - TimeSpan.FromMilliseconds(1));
        (await store.FindAsync("check:1", Cancellation)).Should().Be("first");
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await store.FindAsync("check:1", Cancellation)).Should().BeNull();
        (await store.TryUpdateAsync("check:1", "first", "late", Cancellation)).Should().BeFalse();
        bool[] added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.TryAddAsync("check:1", "second", InAnHour, Cancellation).AsTask())));

        added.Count(isAdded => isAdded).Should().Be(1);
        (await store.FindAsync("check:1", Cancellation)).Should().Be("second");
    }

    [Fact]
    public async Task A_value_is_replaced_only_by_those_who_have_seen_it_and_expires_when_it_would_have()
    {
        LivenessCheckStore store = await OpenAsync();
        await store.TryAddAsync("check:1", "claimed", InAnHour, Cancellation);

        bool[] updated = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => store.TryUpdateAsync("check:1", "claimed", $"{number}", Cancellation).AsTask())));

        updated.Count(isUpdated => isUpdated).Should().Be(1);
        (await store.FindAsync("check:1", Cancellation)).Should().Be($"{Array.IndexOf(updated, true)}");
        (await store.TryUpdateAsync("check:2", "claimed", "answered", Cancellation)).Should().BeFalse();
        Clock.Advance(s_hour);
        (await store.FindAsync("check:1", Cancellation)).Should().BeNull();
    }

    [Fact]
    public async Task A_value_is_removed_only_by_those_who_have_seen_it()
    {
        LivenessCheckStore store = await OpenAsync();
        await store.TryAddAsync("check:1", "claimed", InAnHour, Cancellation);

        (await store.TryRemoveAsync("check:1", "another", Cancellation)).Should().BeFalse();
        (await store.TryRemoveAsync("check:1", "claimed", Cancellation)).Should().BeTrue();
        (await store.TryRemoveAsync("check:1", "claimed", Cancellation)).Should().BeFalse();
        (await store.TryAddAsync("check:1", "again", InAnHour, Cancellation)).Should().BeTrue();
    }

    [Fact]
    public async Task No_count_is_lost()
    {
        LivenessCheckStore store = await OpenAsync();

        long[] counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => store.AddAsync("attempts:1", 1, InAnHour, Cancellation).AsTask())));

        counts.Order().Should().Equal(Enumerable.Range(1, 40).Select(number => (long)number));
        (await store.AddAsync("attempts:1", -3, InAnHour, Cancellation)).Should().Be(37);
        (await store.AddAsync("attempts:1", 0, InAnHour, Cancellation)).Should().Be(37);
        (await store.AddAsync("attempts:2", 0, InAnHour, Cancellation)).Should().Be(0);
    }

    [Fact]
    public async Task A_count_starts_again_when_the_time_of_its_first_addition_is_over()
    {
        LivenessCheckStore store = await OpenAsync();
        await store.AddAsync("attempts:1", 2, InAnHour, Cancellation);
        Clock.Advance(s_hour / 2);
        (await store.AddAsync("attempts:1", 1, InAnHour, Cancellation)).Should().Be(3);

        Clock.Advance(s_hour / 2);

        (await store.AddAsync("attempts:1", 0, InAnHour, Cancellation)).Should().Be(0);
        (await store.AddAsync("attempts:1", 1, InAnHour, Cancellation)).Should().Be(1);
    }

    [Fact]
    public async Task A_count_that_came_back_to_zero_has_a_whole_time_before_it()
    {
        LivenessCheckStore store = await OpenAsync();
        await store.AddAsync("attempts:1", 1, InAnHour, Cancellation);
        Clock.Advance(s_hour / 2);
        await store.AddAsync("attempts:1", -1, InAnHour, Cancellation);
        await store.AddAsync("attempts:1", 1, InAnHour, Cancellation);

        Clock.Advance(s_hour * 0.75);

        (await store.AddAsync("attempts:1", 0, InAnHour, Cancellation)).Should().Be(1);
    }

    [Fact]
    public async Task Values_are_kept_as_they_are_apart_from_counts_and_from_other_keys()
    {
        const string Value = """{"Reason":"it's \"blurred\" – wajah 顔","State":"Answered"}""";
        LivenessCheckStore store = await OpenAsync();

        await store.TryAddAsync("key", Value, InAnHour, Cancellation);
        await store.AddAsync("key", 5, InAnHour, Cancellation);
        await store.TryAddAsync("KEY", "another", InAnHour, Cancellation);

        (await store.FindAsync("key", Cancellation)).Should().Be(Value);
        (await store.AddAsync("key", 0, InAnHour, Cancellation)).Should().Be(5);
        (await store.TryUpdateAsync("key", Value, "next", Cancellation)).Should().BeTrue();
    }

    private protected abstract Task<LivenessCheckStore> OpenAsync();
}
