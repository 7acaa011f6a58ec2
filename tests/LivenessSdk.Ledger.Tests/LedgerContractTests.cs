using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests;

public sealed class InMemoryLedgerContractTests : CheckLedgerContract
{
    private readonly ManualTimeProvider _clock = new();

    protected override Task<CheckLedger> OpenAsync() => Task.FromResult<CheckLedger>(new InMemoryCheckLedger(Options, _clock));

    protected override Task AdvanceAsync(TimeSpan by)
    {
        _clock.Advance(by);
        return Task.CompletedTask;
    }
}

public sealed class SqliteLedgerContractTests : CheckLedgerContract, IAsyncDisposable
{
    private TestDatabase? _database;

    public async ValueTask DisposeAsync() => await (_database?.DisposeAsync() ?? default);

    protected override async Task<CheckLedger> OpenAsync()
    {
        _database = await TestDatabase.CreateSqliteAsync();
        return await _database.OpenAsync(Options);
    }

    protected override Task AdvanceAsync(TimeSpan by) => _database!.AdvanceAsync(by);
}

public sealed class PostgreSqlLedgerContractTests : CheckLedgerContract, IAsyncDisposable
{
    private TestDatabase? _database;

    public async ValueTask DisposeAsync() => await (_database?.DisposeAsync() ?? default);

    protected override async Task<CheckLedger> OpenAsync()
    {
        _database = await TestDatabase.CreatePostgreSqlAsync();
        return await _database.OpenAsync(Options);
    }

    protected override Task AdvanceAsync(TimeSpan by) => _database!.AdvanceAsync(by);
}
