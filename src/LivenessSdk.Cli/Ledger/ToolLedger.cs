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
    /// <exception cref="UsageException">There is no such ledger, no secret for it, or it cannot be used.</exception>
    public static async Task<ToolLedger> OpenAsync(string place, IConfiguration liveness, bool create, CancellationToken cancellationToken)
    {
        bool isConnectionString = IsConnectionString(place);
        if (!isConnectionString && !create && !File.Exists(place))
        {
            // What looks like a path may be a connection string with a password.
            throw new UsageException("The file in --ledger does not exist. Specify the path of a SQLite file, or a PostgreSQL connection string: \"Host=...;Database=...\".");
        }

        ToolLedger? opened = null;
        try
        {
            CheckLedgerOptions options = new();
            liveness.GetSection("Ledger").Bind(options);
            if (isConnectionString)
            {
                opened = OpenPostgreSql(place, options);
                await opened.Ledger.FindAsync(new LedgerKey("liveness", "liveness"), cancellationToken); // Verifies the tables.
            }
            else
            {
                opened = OpenSqlite(place, options);
                await opened.Ledger.CreateSchemaAsync(cancellationToken);
            }

            return opened;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or ArgumentException)
        {
            await (opened?.DisposeAsync() ?? default);
            throw new UsageException($"{(isConnectionString ? "The ledger in PostgreSQL" : $"The ledger {place}")} cannot be opened. {Describe(e)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await _dataSource.DisposeAsync();
    }

    private static ToolLedger OpenPostgreSql(string connectionString, CheckLedgerOptions options)
    {
        if (options.Secrets.Count == 0)
        {
            throw new UsageException("A ledger in PostgreSQL requires the secrets of your application. Set Liveness:Ledger:Secrets:0:Name and :Key.");
        }

        NpgsqlDataSource dataSource;
        try
        {
            dataSource = NpgsqlDataSource.Create(connectionString);
        }
        catch (ArgumentException)
        {
            // Npgsql's message names a part of the text, which is a part of the password if that contains a semicolon.
            throw new UsageException("--ledger is not a valid PostgreSQL connection string, such as \"Host=...;Database=...\". Put values that contain a semicolon in quotation marks.");
        }

        return new ToolLedger(dataSource, SqlLedgerDialect.PostgreSql, options);
    }

    private static ToolLedger OpenSqlite(string path, CheckLedgerOptions options)
    {
        // Keeps entries readable that the tool wrote before a secret was configured.
        if ((options.Secrets.Count == 0 ? ToolSecret.GetOrCreate() : ToolSecret.Find()) is { } own)
        {
            options.Secrets.Add(own);
        }

        options.Retention = null; // The file belongs to the results next to it, so the user deletes it.
        string connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString;
        return new ToolLedger(SqliteFactory.Instance.CreateDataSource(connectionString), SqlLedgerDialect.Sqlite, options);
    }

    private static string Describe(Exception e) =>
        e is ArgumentException { ParamName: { } parameter } ? e.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal) : e.Message;
}
