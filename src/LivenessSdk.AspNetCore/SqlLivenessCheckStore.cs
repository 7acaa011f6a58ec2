using System.Data.Common;

namespace LivenessSdk.AspNetCore;

/// <summary>Represents a store in a SQLite or PostgreSQL database, which several servers can share. You can use the ledger's database.</summary>
/// <remarks>
/// The tables must exist: call <see cref="CreateSchemaAsync"/> once, or run <see cref="Schema"/> as the database's owner. Servers
/// use their own clocks, which may differ by minutes. While the database is down, nothing is sent to a vendor.
/// </remarks>
public sealed class SqlLivenessCheckStore : LivenessCheckStore, IDisposable
{
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromMinutes(10);

    private readonly DbDataSource _dataSource;
    private readonly SqlLedgerDialect _dialect;
    private readonly TimeProvider _timeProvider;

    // SQLite has one writer: waiting here is faster than retrying on the file.
    private readonly SemaphoreSlim? _turn;
    private long _nextSweep;
    private volatile bool _isVerified;

    /// <summary>Initializes a new instance of the <see cref="SqlLivenessCheckStore"/> class.</summary>
    /// <param name="dataSource">The database. The caller disposes it, after the store.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    public SqlLivenessCheckStore(DbDataSource dataSource, SqlLedgerDialect dialect, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(dialect);

        _dataSource = dataSource;
        _dialect = dialect;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _turn = dialect == SqlLedgerDialect.Sqlite ? new SemaphoreSlim(1) : null;
    }

    /// <summary>Gets the statements that create the tables if they do not exist. They are the same for both engines.</summary>
    public static string Schema => """
        CREATE TABLE IF NOT EXISTS liveness_camera_check (
          key text NOT NULL PRIMARY KEY,
          value text NOT NULL, -- verdict, score, codes, hashes
          expires bigint NOT NULL -- milliseconds since 1970
        );
        CREATE TABLE IF NOT EXISTS liveness_camera_count (
          key text NOT NULL PRIMARY KEY,
          value bigint NOT NULL,
          expires bigint NOT NULL
        );
        """;

    private long Now => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Creates the tables if they do not exist. Several processes can do so at the same time.</summary>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <exception cref="DbException">The database is down, or the user has no permission to create tables.</exception>
    public async Task CreateSchemaAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await ExecuteAsync(Schema, [], cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // In PostgreSQL, "IF NOT EXISTS" fails if another process is creating the same table: then it exists.
            await ExecuteAsync("SELECT 1 FROM liveness_camera_check, liveness_camera_count WHERE false", [], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public override async ValueTask<string?> FindAsync(string key, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            "SELECT value FROM liveness_camera_check WHERE key = @key AND expires > @now",
            [("key", key), ("now", Now)],
            cancellationToken).ConfigureAwait(false) as string;

    /// <inheritdoc />
    public override async ValueTask<bool> TryAddAsync(string key, string value, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        return await ExecuteAsync(
            """
            INSERT INTO liveness_camera_check AS c (key, value, expires) VALUES (@key, @value, @expires)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE c.expires <= @now RETURNING 1
            """,
            [("key", key), ("value", value), ("expires", expires.ToUnixTimeMilliseconds()), ("now", Now)],
            cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc />
    public override async ValueTask<bool> TryUpdateAsync(string key, string current, string value, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            "UPDATE liveness_camera_check SET value = @value WHERE key = @key AND value = @current AND expires > @now RETURNING 1",
            [("key", key), ("current", current), ("value", value), ("now", Now)],
            cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc />
    public override async ValueTask<bool> TryRemoveAsync(string key, string current, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            "DELETE FROM liveness_camera_check WHERE key = @key AND value = @current AND expires > @now RETURNING 1",
            [("key", key), ("current", current), ("now", Now)],
            cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc />
    public override async ValueTask<long> AddAsync(string key, int amount, DateTimeOffset expires, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            amount == 0
                ? "SELECT value FROM liveness_camera_count WHERE key = @key AND expires > @now"
                : """
                  INSERT INTO liveness_camera_count AS c (key, value, expires) VALUES (@key, @amount, @expires)
                  ON CONFLICT (key) DO UPDATE SET
                    value = excluded.value + CASE WHEN c.expires > @now THEN c.value ELSE 0 END,
                    expires = CASE WHEN c.expires > @now AND c.value <> 0 THEN c.expires ELSE excluded.expires END
                  RETURNING value
                  """,
            amount == 0 ? [("key", key), ("now", Now)] : [("key", key), ("amount", (long)amount), ("expires", expires.ToUnixTimeMilliseconds()), ("now", Now)],
            cancellationToken).ConfigureAwait(false) as long? ?? 0;

    /// <summary>Releases the resources of the store, but not the database, which the caller owns.</summary>
    public void Dispose() => _turn?.Dispose();

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        long now = Now;
        long next = Interlocked.Read(ref _nextSweep);
        if (now >= next && Interlocked.CompareExchange(ref _nextSweep, now + (long)s_sweepInterval.TotalMilliseconds, next) == next)
        {
            await ExecuteAsync("DELETE FROM liveness_camera_check WHERE expires <= @now", [("now", now)], cancellationToken).ConfigureAwait(false);
            await ExecuteAsync("DELETE FROM liveness_camera_count WHERE expires <= @now", [("now", now)], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a statement, and returns the first column of the first row, if there is one.</summary>
    private async Task<object?> ExecuteAsync(string sql, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        if (!_isVerified)
        {
            await VerifyDurabilityAsync(cancellationToken).ConfigureAwait(false);
        }

        return await ExecuteAtOnceAsync(sql, parameters, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>SQLite commits durably by default. PostgreSQL has a setting for it.</summary>
    private async Task VerifyDurabilityAsync(CancellationToken cancellationToken)
    {
        if (_dialect == SqlLedgerDialect.PostgreSql
            && await ExecuteAtOnceAsync("SELECT current_setting('synchronous_commit')", [], cancellationToken).ConfigureAwait(false) is "off")
        {
            throw new InvalidOperationException(
                "The connections of the check store have synchronous_commit = off: a crash could lose the record that a challenge was used. Add Options=-c synchronous_commit=on to the connection string.");
        }

        _isVerified = true;
    }

    private async Task<object?> ExecuteAtOnceAsync(string sql, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        await (_turn?.WaitAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        try
        {
            DbCommand command = _dataSource.CreateCommand(sql);
            await using (command.ConfigureAwait(false))
            {
                foreach ((string name, object value) in parameters)
                {
                    DbParameter parameter = command.CreateParameter();
                    parameter.ParameterName = name;
                    parameter.Value = value;
                    command.Parameters.Add(parameter);
                }

                return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn?.Release();
        }
    }
}
