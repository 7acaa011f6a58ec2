namespace LivenessSdk.AspNetCore.Tests.Stores;

/// <summary>What a store in a database keeps to beside that: it is shared, set up once, and does not grow for ever.</summary>
public abstract class SqlCheckStoreContract : CheckStoreContract, IAsyncDisposable
{
    private CheckDatabase? _database;

    [Fact]
    public async Task Processes_that_set_it_up_at_the_same_time_share_one_store()
    {
        _database = await CreateAsync();
        SqlLivenessCheckStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => _database.Open(Clock))];

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.CreateSchemaAsync(TestContext.Current.CancellationToken))));
        bool[] added = await Task.WhenAll(stores.Select(async store => await store.TryAddAsync("check:1", "x", Clock.GetUtcNow().AddHours(1), TestContext.Current.CancellationToken)));

        added.Count(isAdded => isAdded).Should().Be(1);
        Array.ForEach(stores, store => store.Dispose());
    }

    [Fact]
    public async Task What_has_expired_is_deleted()
    {
        LivenessCheckStore store = await OpenAsync();
        for (int number = 0; number < 10; number++)
        {
            await store.TryAddAsync($"check:{number}", "x", Clock.GetUtcNow().AddMinutes(1), TestContext.Current.CancellationToken);
            await store.AddAsync($"attempts:{number}", 1, Clock.GetUtcNow().AddMinutes(1), TestContext.Current.CancellationToken);
        }

        Clock.Advance(TimeSpan.FromHours(1));
        await store.TryAddAsync("check:next", "x", Clock.GetUtcNow().AddMinutes(1), TestContext.Current.CancellationToken);

        (await _database!.CountAsync("liveness_camera_check")).Should().Be(1);
        (await _database.CountAsync("liveness_camera_count")).Should().Be(0);
    }

    [Fact]
    public async Task A_database_without_the_tables_is_an_error()
    {
        _database = await CreateAsync();
        using SqlLivenessCheckStore store = _database.Open(Clock);

        await store.Invoking(opened => opened.FindAsync("check:1", TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<System.Data.Common.DbException>();
    }

    public async ValueTask DisposeAsync()
    {
        await (_database?.DisposeAsync() ?? default);
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<CheckDatabase> CreateAsync();

    private protected override async Task<LivenessCheckStore> OpenAsync()
    {
        _database = await CreateAsync();
        SqlLivenessCheckStore store = _database.Open(Clock);
        await store.CreateSchemaAsync(TestContext.Current.CancellationToken);
        return store;
    }
}
