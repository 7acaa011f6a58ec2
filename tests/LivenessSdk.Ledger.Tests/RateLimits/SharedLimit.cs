using System.Data.Common;
using System.Globalization;
using System.Threading.RateLimiting;
using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests.RateLimits;

/// <summary>Represents a database for shared limits that writes down what it grants, with a clock of its own or one that stands until a test moves it.</summary>
internal sealed class SharedLimit : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private SharedLimit(TestDatabase database, SqlLedgerDialect dialect)
    {
        _database = database;
        Dialect = dialect;
        DataSource = new SwitchableDataSource(database.DataSource);
    }

    public SqlLedgerDialect Dialect { get; }

    public SwitchableDataSource DataSource { get; }

    public string ConnectionString => _database.ConnectionString;

    public ManualTimeProvider Clock { get; } = new();

    public static async Task<SharedLimit> CreateAsync(string engine, bool standsStill = true)
    {
        TestDatabase database = await TestDatabase.CreateAsync(engine);
        SqlLedgerDialect real = engine == "PostgreSQL" ? SqlLedgerDialect.PostgreSql : SqlLedgerDialect.Sqlite;
        SqlLedgerDialect dialect = !standsStill ? real
            : engine == "PostgreSQL" ? real.WithNow("(timestamptz 'epoch' + (SELECT seconds FROM test_clock) * interval '1 second')")
            : real.WithNow("(SELECT seconds FROM test_clock)");
        SharedLimit limit = new(database, dialect);
        await using SqlRateLimiter limiter = limit.Open(1);
        await limiter.CreateSchemaAsync();
        return limit;
    }

    /// <summary>Creates a limiter of one machine.</summary>
    public SqlRateLimiter Open(double rate, Action<RateLimitOptions>? configure = null, bool hasManualClock = true, DbDataSource? dataSource = null)
    {
        RateLimitOptions options = new() { PermitsPerSecond = rate, OutagePermitsPerSecond = 0 };
        configure?.Invoke(options);
        return new SqlRateLimiter(dataSource ?? DataSource, Dialect, "vendor", options, hasManualClock ? Clock : null);
    }

    /// <summary>Lets time pass for the database and for the limiters.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await _database.AdvanceAsync(by);
        Clock.Advance(by);
    }

    /// <summary>Lets time pass for a caller until it is served.</summary>
    public async Task<RateLimitLease> AdvanceUntilAsync(Task<RateLimitLease> waiting)
    {
        while (!waiting.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(1);
        }

        return await waiting;
    }

    /// <summary>Has the database write down each reservation of one permit: when it is due, but not before it was reserved.</summary>
    public async Task RecordAsync(double rate)
    {
        string permit = FormattableString.Invariant($"{1 / rate:F9}");
        if (Dialect.Schema.Contains("timestamptz", StringComparison.Ordinal))
        {
            await _database.ExecuteAsync($"""
                CREATE TABLE granted (at double precision NOT NULL);
                CREATE FUNCTION record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  INSERT INTO granted VALUES (greatest(extract(epoch FROM NEW.next_at)::float8 - {permit}, extract(epoch FROM clock_timestamp())::float8));
                  RETURN NULL; END $$;
                CREATE TRIGGER record AFTER INSERT OR UPDATE ON liveness_rate FOR EACH ROW EXECUTE FUNCTION record();
                """);
            return;
        }

        await _database.ExecuteAsync("CREATE TABLE granted (at double precision NOT NULL)");
        foreach (string change in (string[])["INSERT", "UPDATE"])
        {
            await _database.ExecuteAsync($"""
                CREATE TRIGGER record_{change} AFTER {change} ON liveness_rate BEGIN
                  INSERT INTO granted VALUES (max(NEW.next_at - {permit}, unixepoch('subsec'))); END
                """);
        }
    }

    /// <summary>Reads when each permit was granted, by the database's clock.</summary>
    public async Task<double[]> ReadGrantedAsync()
    {
        List<double> granted = [];
        await using DbCommand command = _database.DataSource.CreateCommand("SELECT at FROM granted ORDER BY at");
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            granted.Add(reader.GetDouble(0));
        }

        return [.. granted];
    }

    /// <summary>Reads one number.</summary>
    public async Task<double> ReadAsync(string sql)
    {
        await using DbCommand command = _database.DataSource.CreateCommand(sql);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Reads how far ahead of the test's clock permits are reserved.</summary>
    public Task<double> ReadReservedAsync() =>
        ReadAsync($"SELECT {Dialect.ToSeconds("next_at")} - (SELECT seconds FROM test_clock) FROM liveness_rate");

    /// <summary>Finds by how many permits the fullest window exceeds the rate times its length, by the times at which permits were granted.</summary>
    public static double FindExcess(IReadOnlyList<double> granted, double rate)
    {
        double most = 0;
        for (int first = 0; first < granted.Count; first++)
        {
            for (int last = first; last < granted.Count; last++)
            {
                most = Math.Max(most, last - first + 1 - (rate * (granted[last] - granted[first])));
            }
        }

        return most;
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();
}
