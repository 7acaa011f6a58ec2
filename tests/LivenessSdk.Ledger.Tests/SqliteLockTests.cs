using System.Data.Common;
using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests;

/// <summary>States what happens while another process has the file of a SQLite ledger locked: the driver blocks for half a minute.</summary>
public sealed class SqliteLockTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_check_that_is_canceled_while_the_file_is_locked_does_not_wait_for_it()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await using LedgerRig rig = await LedgerRig.StartAsync(ledger: ledger);
        await using DbConnection other = await LockAsync(database);
        using CancellationTokenSource caller = new();

        Task<LivenessResult> check = rig.Client().CheckAsync(LedgerRig.Request(), caller.Token);
        await rig.WaitUntilAsync(() => rig.Ledger.Claims == 1);
        await caller.CancelAsync();

        await FluentActions.Awaiting(() => check.WaitAsync(s_limit)).Should().ThrowAsync<OperationCanceledException>();
        rig.Posts().Should().Be(0);
    }

    [Fact]
    public async Task A_check_ends_at_its_deadline_while_the_file_is_locked()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await using LedgerRig rig = await LedgerRig.StartAsync(ledger: ledger);
        await using DbConnection other = await LockAsync(database);

        Task<LivenessException> failing = rig.FailAsync(LedgerRig.Request(timeout: TimeSpan.FromSeconds(1)));

        (await failing.WaitAsync(s_limit)).Error.Should().Be(LivenessError.LedgerUnavailable);
        rig.Posts().Should().Be(0);
    }

    /// <summary>Locks the file until the connection is disposed.</summary>
    private static async Task<DbConnection> LockAsync(TestDatabase database)
    {
        DbConnection connection = await database.DataSource.OpenConnectionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
