using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace LivenessSdk.Cli;

/// <summary>Opens ledgers: a SQLite file by its path, a PostgreSQL database by its connection string.</summary>
internal sealed class ToolLedger : IAsyncDisposable
{
    private readonly DbDataSource _dataSource;

    private ToolLedger(DbDataSource dataSource, SqlLedgerDialect dialect, CheckLedgerOptions options)
    {
        _dataSource = dataSource;
        Ledger = new SqlCheckLedger(dataSource, dialect, options);
    }

    public SqlCheckLedger Ledger { get; }

    /// <summary>Determines whether a text is a connection string of PostgreSQL rather than a path.</summary>
    public static bool IsConnectionString(string place) => place.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a ledger. A SQLite file is created if it is missing and <paramref name="create"/> is set.</summary>
    /// <param name="place">The path or connection string.</param>
    /// <param name="liveness">The section with the secrets; a SQLite file needs none, since the tool has its own.</param>
    /// <param name="create">Whether to create a missing file.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <exception cref="UsageException">There is no such ledger, or no secret for it.</exception>
    public static async Task<ToolLedger> OpenAsync(string place, IConfiguration liveness, bool create, CancellationToken cancellationToken)
    {
        CheckLedgerOptions options = new();
        liveness.GetSection("Ledger").Bind(options);
        if (IsConnectionString(place))
        {
            return options.Secrets.Count > 0
                ? new ToolLedger(NpgsqlDataSource.Create(place), SqlLedgerDialect.PostgreSql, options)
                : throw new UsageException("A ledger in PostgreSQL requires the secrets of your application. Set Liveness:Ledger:Secrets:0:Name and :Key.");
        }

        if (!create && !File.Exists(place))
        {
            throw new UsageException($"The ledger {place} does not exist.");
        }

        // Keeps entries readable that the tool wrote before a secret was configured.
        if ((options.Secrets.Count == 0 ? ToolSecret.GetOrCreate() : ToolSecret.Find()) is { } own)
        {
            options.Secrets.Add(own);
        }

        options.Retention = null; // The file belongs to the results next to it, so the user deletes it.
        string connectionString = new SqliteConnectionStringBuilder { DataSource = place, Pooling = false }.ConnectionString;
        ToolLedger opened = new(SqliteFactory.Instance.CreateDataSource(connectionString), SqlLedgerDialect.Sqlite, options);
        try
        {
            await opened.Ledger.CreateSchemaAsync(cancellationToken);
            return opened;
        }
        catch (Exception e)
        {
            await opened.DisposeAsync();
            throw e is DbException or InvalidOperationException ? new UsageException($"{place} cannot be used as a ledger: {e.Message}") : e;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await _dataSource.DisposeAsync();
    }
}
