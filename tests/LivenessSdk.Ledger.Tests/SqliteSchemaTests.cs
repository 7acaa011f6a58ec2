using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests;

public sealed class SqliteSchemaTests
{
    [Fact]
    public async Task Without_its_tables_a_ledger_names_the_command_that_prints_those_of_SQLite()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using SqlCheckLedger ledger = new(database.DataSource, database.Dialect, new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });

        await FluentActions.Awaiting(() => ledger.FindAsync(new LedgerKey("k", "argos"))).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("*'liveness ledger schema --sqlite'*");
    }
}
