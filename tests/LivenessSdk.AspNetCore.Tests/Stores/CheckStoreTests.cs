using LivenessSdk.AspNetCore.Checks;

namespace LivenessSdk.AspNetCore.Tests.Stores;

public sealed class MemoryCheckStoreTests : CheckStoreContract
{
    private protected override Task<LivenessCheckStore> OpenAsync() => Task.FromResult<LivenessCheckStore>(new MemoryLivenessCheckStore(Clock));
}

public sealed class SqliteCheckStoreTests : SqlCheckStoreContract
{
    private protected override Task<CheckDatabase> CreateAsync() => CheckDatabase.CreateAsync("SQLite");
}

public sealed class PostgreSqlCheckStoreTests : SqlCheckStoreContract
{
    [Fact]
    public async Task A_database_that_a_crash_could_make_forget_is_rejected()
    {
        await using CheckDatabase database = await CheckDatabase.CreateAsync("PostgreSQL", ";Options=-c synchronous_commit=off");
        using SqlLivenessCheckStore store = database.Open();

        await store.Invoking(opened => opened.CreateSchemaAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*synchronous_commit*");
    }

    private protected override Task<CheckDatabase> CreateAsync() => CheckDatabase.CreateAsync("PostgreSQL");
}
