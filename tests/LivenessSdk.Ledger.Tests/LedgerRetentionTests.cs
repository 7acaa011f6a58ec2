using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests;

public sealed class InMemoryLedgerRetentionTests() : LedgerRetentionTests(null);

public sealed class SqliteLedgerRetentionTests() : LedgerRetentionTests("SQLite");

public sealed class PostgreSqlLedgerRetentionTests() : LedgerRetentionTests("PostgreSQL");

/// <summary>States how long a ledger keeps its entries.</summary>
public abstract class LedgerRetentionTests(string? engine) : LedgerTest(engine)
{
    [Fact]
    public async Task After_30_days_a_key_is_free_and_the_totals_stay()
    {
        await using LedgerRig rig = await StartAsync(timeProvider: Clock);
        await rig.CheckAsync();
        await AdvanceAsync(TimeSpan.FromDays(29));
        (await rig.CheckAsync()).FromLedger.Should().BeTrue();

        await AdvanceAsync(TimeSpan.FromDays(2));
        await rig.CheckAsync(LedgerRig.Request("another")); // Old entries are deleted beside the checks.
        while (await rig.Ledger.FindAsync(new LedgerKey("k", "argos")) is not null)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        (await rig.CheckAsync()).FromLedger.Should().BeFalse();
        rig.Posts().Should().Be(3);
        (await rig.Ledger.SummarizeAsync()).Sum(total => total.Billed).Should().Be(3);
    }
}
