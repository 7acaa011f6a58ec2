using System.Data.Common;
using System.Globalization;
using LivenessSdk.Ledger.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LivenessSdk.AspNetCore.Tests.Stores;

/// <summary>Represents an empty database.</summary>
internal sealed class CheckDatabase(DbDataSource dataSource, SqlLedgerDialect dialect, TemporaryFolder? folder) : IAsyncDisposable
{
    public static TheoryData<string> Engines => ["SQLite", "PostgreSQL"];

    /// <summary>Creates a database of an engine; skips the test where there is no server.</summary>
    public static async Task<CheckDatabase> CreateAsync(string engine, string settings = "")
    {
        if (engine == "PostgreSQL")
        {
            PostgreSqlServer server = await PostgreSqlServer.GetAsync();
            return new CheckDatabase(NpgsqlDataSource.Create(await server.CreateSchemaAsync() + settings), SqlLedgerDialect.PostgreSql, null);
        }

        TemporaryFolder folder = new();
        return new CheckDatabase(
            SqliteFactory.Instance.CreateDataSource($"Data Source={folder.PathOf("checks.db")};Pooling=False{settings}"), SqlLedgerDialect.Sqlite, folder);
    }

    /// <summary>Opens a store as one server does.</summary>
    public SqlLivenessCheckStore Open(TimeProvider? timeProvider = null) => new(dataSource, dialect, timeProvider);

    /// <summary>Opens a ledger on the same database.</summary>
    public async Task<CheckLedger> OpenLedgerAsync()
    {
        CheckLedgerOptions options = new();
        options.Secrets.Add(LedgerSecret.Generate("test"));
        SqlCheckLedger ledger = new(dataSource, dialect, options);
        await ledger.CreateSchemaAsync();
        return ledger;
    }

    public async Task<long> CountAsync(string table)
    {
        await using DbCommand command = dataSource.CreateCommand($"SELECT count(*) FROM {table}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task<string> ReadAllAsync(params string[] tables)
    {
        List<string> rows = [];
        foreach (string table in tables)
        {
            await using DbCommand command = dataSource.CreateCommand($"SELECT key, value FROM {table}");
            await using DbDataReader reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add($"{reader.GetValue(0)} {reader.GetValue(1)}");
            }
        }

        return string.Join('\n', rows);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using DbCommand command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await dataSource.DisposeAsync();
        folder?.Dispose();
    }
}
