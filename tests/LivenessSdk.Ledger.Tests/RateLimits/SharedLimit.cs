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

    /// <summary>Has the database write down each reservation: what was due next before and after it, and when it was made.</summary>
    public async Task RecordAsync()
    {
        bool isPostgreSql = Dialect.Schema.Contains("timestamptz", StringComparison.Ordinal);
        await _database.ExecuteAsync("CREATE TABLE reserved (before double precision, after double precision NOT NULL, at double precision NOT NULL)");
        if (isPostgreSql)
        {
            await _database.ExecuteAsync("""
                CREATE FUNCTION record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  INSERT INTO reserved VALUES (extract(epoch FROM OLD.next_at), extract(epoch FROM NEW.next_at), extract(epoch FROM clock_timestamp()));
                  RETURN NULL; END $$;
                CREATE TRIGGER record AFTER INSERT OR UPDATE ON liveness_rate FOR EACH ROW EXECUTE FUNCTION record();
                """);
            return;
        }

        foreach ((string change, string before) in ((string, string)[])[("INSERT", "NULL"), ("UPDATE", "OLD.next_at")])
        {
            await _database.ExecuteAsync($"""
                CREATE TRIGGER record_{change} AFTER {change} ON liveness_rate BEGIN
                  INSERT INTO reserved VALUES ({before}, NEW.next_at, unixepoch('subsec')); END
                """);
        }
    }

    /// <summary>Reads when each permit was granted by the database's clock: when it was due, but not before it was reserved.</summary>
    public async Task<double[]> ReadGrantedAsync(double rate, int burst)
    {
        List<double> granted = [];
        await using DbCommand command = _database.DataSource.CreateCommand("SELECT before, after, at FROM reserved");
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            double after = reader.GetDouble(1);
            double at = reader.GetDouble(2);
            double earliest = at - ((burst - 1) / rate);
            double first = Math.Max(await reader.IsDBNullAsync(0) ? earliest : reader.GetDouble(0), earliest);
            int permits = Math.Max((int)Math.Ceiling(((after - first) * rate) - 0.01), 1); // The recording reads the clock a little later.
            granted.AddRange(Enumerable.Range(0, permits).Select(permit => Math.Max(at, after - ((permits - permit) / rate))));
        }

        return [.. granted.Order()];
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
