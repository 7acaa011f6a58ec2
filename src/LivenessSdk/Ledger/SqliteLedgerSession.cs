using System.Data;
using System.Data.Common;
using System.Threading.Channels;

namespace LivenessSdk;

/// <summary>Runs statements one after the other on one connection, and commits those that wait together.</summary>
/// <remarks>SQLite has one writer and its driver blocks, so a single loop does the work, and one write to the disk serves many checks.</remarks>
internal sealed class SqliteLedgerSession : SqlLedgerSession
{
    private const int MaxBatch = 256;

    private readonly DbDataSource _dataSource;
    private readonly Channel<SqliteLedgerWork> _waiting = Channel.CreateUnbounded<SqliteLedgerWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, DbCommand> _commands = [];
    private readonly Lazy<Task> _loop;
    private DbConnection? _connection;
    private DbTransaction? _transaction;

    public SqliteLedgerSession(DbDataSource dataSource)
    {
        _dataSource = dataSource;
        _loop = new Lazy<Task>(() => Task.Run(RunAsync));
    }

    public override Task VerifyDurabilityAsync(CancellationToken cancellationToken) => Task.CompletedTask; // Open ensures it.

    public override async Task<List<T>> QueryAsync<T>(SqlLedgerQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await EnqueueAsync(new SqliteLedgerWork(
            () =>
            {
                rows.Clear();
                using DbDataReader reader = CommandFor(query).ExecuteReader();
                while (reader.Read())
                {
                    rows.Add(read(reader));
                }
            },
            cancellationToken), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    public override Task ScrubAsync(CancellationToken cancellationToken) =>
        EnqueueAsync(new SqliteLedgerWork(() => CommandFor(new SqlLedgerQuery("PRAGMA wal_checkpoint(TRUNCATE)")).ExecuteNonQuery(), cancellationToken) { IsOutsideTransaction = true }, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop.IsValueCreated)
        {
            await _loop.Value.ConfigureAwait(false);
        }

        Close();
    }

    private Task EnqueueAsync(SqliteLedgerWork work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(work), this);
        _ = _loop.Value;
        return work.Done.WaitAsync(cancellationToken); // The driver blocks, for up to half a minute if another process has the file locked.
    }

    private async Task RunAsync()
    {
        List<SqliteLedgerWork> batch = [];
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out SqliteLedgerWork? work))
            {
                if (work.TryBegin())
                {
                    batch.Add(work);
                }
            }

            foreach (SqliteLedgerWork work in batch.Where(work => work.IsOutsideTransaction))
            {
                Run([work]);
            }

            Run([.. batch.Where(work => !work.IsOutsideTransaction)]);
        }
    }

    /// <summary>Runs a batch in one transaction. If that fails, each runs in its own, so that one failure stays one.</summary>
    private void Run(SqliteLedgerWork[] batch)
    {
        if (batch.Length == 0)
        {
            return;
        }

        try
        {
            _connection ??= Open();
            Commit(batch);
            Array.ForEach(batch, work => work.Succeed());
        }
        catch (Exception e)
        {
            Close(); // The next batch begins on a fresh connection.
            if (batch.Length == 1)
            {
                batch[0].Fail(e);
                return;
            }

            foreach (SqliteLedgerWork work in batch.Where(work => work.TryBegin()))
            {
                Run([work]);
            }
        }
    }

    private void Commit(SqliteLedgerWork[] batch)
    {
        if (batch[0].IsOutsideTransaction)
        {
            _transaction = null;
            batch[0].Run();
            return;
        }

        // Serializable means BEGIN IMMEDIATE: the lock is taken before anything is read.
        using DbTransaction transaction = _connection!.BeginTransaction(IsolationLevel.Serializable);
        _transaction = transaction;
        Array.ForEach(batch, work => work.Run());
        transaction.Commit();
    }

    private DbConnection Open()
    {
        DbConnection connection = _dataSource.OpenConnection();
        try
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 30000";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA journal_mode = WAL";
            string? mode = command.ExecuteScalar() as string;
            if (mode != "wal")
            {
                throw new InvalidOperationException($"The ledger's database has journal mode '{mode}' and cannot be switched to WAL. Use a file on a local disk.");
            }

            // FULL: with less, a loss of power could forget that a photo was sent. What is deleted is overwritten.
            command.CommandText = "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Close()
    {
        foreach (DbCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    private DbCommand CommandFor(SqlLedgerQuery query)
    {
        if (!_commands.TryGetValue(query.Sql, out DbCommand? command))
        {
            command = _connection!.CreateCommand();
            command.CommandText = query.Sql;
            _commands.Add(query.Sql, command);
        }

        command.Transaction = _transaction;
        query.ApplyTo(command);
        return command;
    }
}
