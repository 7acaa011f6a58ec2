using System.Data.Common;

namespace LivenessSdk;

/// <summary>Runs each statement as a transaction of its own, on a connection of the pool. One row by its key at a time: READ COMMITTED suffices.</summary>
internal sealed class PostgreSqlLedgerSession(DbDataSource dataSource) : SqlLedgerSession
{
    public override async Task VerifyDurabilityAsync(CancellationToken cancellationToken)
    {
        List<string> setting = await QueryAsync(
            new SqlLedgerQuery("SELECT current_setting('synchronous_commit')"), reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        if (setting[0] == "off")
        {
            throw new InvalidOperationException(
                "The ledger's connections have synchronous_commit = off: a crash could forget that a photo was sent. Add Options=-c synchronous_commit=on to the connection string.");
        }
    }

    public override async Task<List<T>> QueryAsync<T>(SqlLedgerQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        DbCommand command = dataSource.CreateCommand(query.Sql);
        await using (command.ConfigureAwait(false))
        {
            query.ApplyTo(command);
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                // A later statement of a script reports its error here.
                while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                {
                }
            }
        }

        return rows;
    }

    public override ValueTask DisposeAsync() => default;
}
