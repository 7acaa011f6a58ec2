namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Represents tests of a ledger that hold for every storage: in memory, in SQLite and in PostgreSQL.</summary>
/// <param name="engine">The storage; null for the memory.</param>
public abstract class LedgerTest(string? engine) : IAsyncDisposable
{
    private TestDatabase? _database;
    private CheckLedger? _ledger;

    /// <summary>Gets the clock of the ledger in memory, and of clients that are given it.</summary>
    protected ManualTimeProvider Clock { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await (_ledger?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a simulator, an empty ledger and clients of the one that remember in the other.</summary>
    private protected async Task<LedgerRig> StartAsync(
        Action<LivenessBuilder>? configure = null, Action<IdempotentOptions>? options = null, TimeProvider? timeProvider = null, TimeSpan? lease = null)
    {
        CheckLedgerOptions own = new() { Lease = lease ?? TimeSpan.FromSeconds(60), Secrets = { LedgerSecret.Generate("test") } };
        if (engine is null)
        {
            _ledger = new InMemoryCheckLedger(own, Clock);
        }
        else
        {
            _database = await TestDatabase.CreateAsync(engine);
            _ledger = await _database.OpenAsync(own);
        }

        return await LedgerRig.StartAsync(configure, options, timeProvider, _ledger);
    }

    /// <summary>Lets time pass for the ledger.</summary>
    protected async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await (_database?.AdvanceAsync(by) ?? Task.CompletedTask);
    }
}
