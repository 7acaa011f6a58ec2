using System.Data.Common;
using System.Globalization;
using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests.Chaos;

/// <summary>Compares claim, dispatch and completion with three bare statements that commit, on the same database in the same run.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    private const int Rounds = 5;
    private const int Checks = 400;

    [Theory(Explicit = true)]
    [InlineData("PostgreSQL")]
    [InlineData("SQLite")]
    public async Task A_remembered_check_costs_at_most_twice_three_bare_statements(string engine)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(engine);
        await using SqlCheckLedger ledger = new(
            database.DataSource,
            engine == "PostgreSQL" ? SqlLedgerDialect.PostgreSql : SqlLedgerDialect.Sqlite,
            new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await ledger.CreateSchemaAsync(TestContext.Current.CancellationToken);
        await database.ExecuteAsync("CREATE TABLE bare (key varchar(40) NOT NULL PRIMARY KEY, state integer NOT NULL)");

        await using DbConnection connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        if (engine == "SQLite")
        {
            await RunAsync(connection, "PRAGMA synchronous = FULL");
        }

        // Alternating, so that both meet the same disk; the first round warms up.
        List<double> bare = [];
        List<double> remembered = [];
        for (int round = 0; round <= Rounds; round++)
        {
            double[] bareTimes = await MeasureAsync(async i =>
            {
                string key = string.Create(CultureInfo.InvariantCulture, $"{round}-{i}");
                await RunAsync(connection, $"BEGIN; INSERT INTO bare VALUES ('{key}', 1); COMMIT");
                await RunAsync(connection, $"BEGIN; UPDATE bare SET state = 2 WHERE key = '{key}'; COMMIT");
                await RunAsync(connection, $"BEGIN; UPDATE bare SET state = 3 WHERE key = '{key}'; COMMIT");
            });
            double[] rememberedTimes = await MeasureAsync(async i =>
            {
                LedgerClaim claim = ledger.CreateClaim(new LedgerKey(string.Create(CultureInfo.InvariantCulture, $"{round}-{i}"), "argos"), hash => hash.AppendData("photo"u8));
                (await ledger.ClaimAsync(claim, default)).ClaimId.Should().Be(claim.Id);
                (await ledger.DispatchAsync(claim, default)).Should().BeTrue();
                (await ledger.CompleteAsync(claim, new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live }, default)).Should().BeTrue();
            });
            if (round > 0)
            {
                bare.AddRange(bareTimes);
                remembered.AddRange(rememberedTimes);
            }
        }

        double ratio = Percentile(remembered, 0.5) / Percentile(bare, 0.5);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine}, one at a time: three bare statements p50 {Percentile(bare, 0.5):0.00} ms, p99 {Percentile(bare, 0.99):0.00} ms; claim, dispatch and completion p50 {Percentile(remembered, 0.5):0.00} ms, p99 {Percentile(remembered, 0.99):0.00} ms; ratio {ratio:0.00}"));
        ratio.Should().BeLessThanOrEqualTo(2);
    }

    private static async Task<double[]> MeasureAsync(Func<int, Task> run)
    {
        double[] times = new double[Checks];
        for (int i = 0; i < Checks; i++)
        {
            long started = TimeProvider.System.GetTimestamp();
            await run(i);
            times[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(values.Count * share));
}
