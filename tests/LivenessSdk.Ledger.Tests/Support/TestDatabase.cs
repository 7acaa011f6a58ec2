using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Represents an empty database whose clock a test can move.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string Offset = "(SELECT seconds FROM test_clock)";

    private readonly TemporaryFolder? _folder;

    private TestDatabase(DbDataSource dataSource, SqlLedgerDialect dialect, string connectionString, TemporaryFolder? folder)
    {
        DataSource = dataSource;
        Dialect = dialect;
        ConnectionString = connectionString;
        _folder = folder;
    }

    public DbDataSource DataSource { get; }

    /// <summary>Gets the dialect, whose now is the database's plus what the test added.</summary>
    public SqlLedgerDialect Dialect { get; }

    public string ConnectionString { get; }

    /// <summary>Gets the folder with a SQLite database's files.</summary>
    public string Folder => _folder!.Path;

    public static async Task<TestDatabase> CreatePostgreSqlAsync()
    {
        PostgreSqlServer server = await PostgreSqlServer.GetAsync();
        string connectionString = await server.CreateSchemaAsync();
        return await SetUpAsync(new TestDatabase(
            NpgsqlDataSource.Create(connectionString),
            SqlLedgerDialect.PostgreSql.WithNow($"(clock_timestamp() + {Offset} * interval '1 second')"),
            connectionString,
            null));
    }

    public static async Task<TestDatabase> CreateSqliteAsync()
    {
        TemporaryFolder folder = new();
        string connectionString = $"Data Source={folder.PathOf("ledger.db")};Pooling=False";
        return await SetUpAsync(new TestDatabase(
            SqliteFactory.Instance.CreateDataSource(connectionString),
            SqlLedgerDialect.Sqlite.WithNow($"(unixepoch('subsec') + {Offset})"),
            connectionString,
            folder));
    }

    public static Task<TestDatabase> CreateAsync(string engine) => engine == "PostgreSQL" ? CreatePostgreSqlAsync() : CreateSqliteAsync();

    public Task AdvanceAsync(TimeSpan by) => ExecuteAsync(FormattableString.Invariant($"UPDATE test_clock SET seconds = seconds + {by.TotalSeconds}"));

    public async Task ExecuteAsync(string sql)
    {
        await using DbCommand command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<CheckLedger> OpenAsync(CheckLedgerOptions options)
    {
        SqlCheckLedger ledger = new(DataSource, Dialect, options);
        await ledger.CreateSchemaAsync();
        return ledger;
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        _folder?.Dispose();
    }

    private static async Task<TestDatabase> SetUpAsync(TestDatabase database)
    {
        await database.ExecuteAsync("CREATE TABLE test_clock (seconds double precision NOT NULL)");
        await database.ExecuteAsync("INSERT INTO test_clock VALUES (0)");
        return database;
    }
}
