using System.Data.Common;

namespace LivenessSdk;

/// <summary>Runs the statements of a ledger, each atomically and durably.</summary>
internal abstract class SqlLedgerSession : IAsyncDisposable
{
    /// <summary>Verifies that what is committed survives a crash.</summary>
    /// <exception cref="InvalidOperationException">It may not.</exception>
    public abstract Task VerifyDurabilityAsync(CancellationToken cancellationToken);

    /// <summary>Runs one statement and reads all rows that it returns.</summary>
    public abstract Task<List<T>> QueryAsync<T>(SqlLedgerQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    /// <summary>Runs a script that returns nothing.</summary>
    public async Task ExecuteAsync(string script, CancellationToken cancellationToken) =>
        await QueryAsync(new SqlLedgerQuery(script), _ => 0, cancellationToken).ConfigureAwait(false);

    /// <summary>Removes the remains of erased and deleted rows from the database's own files, as far as the engine can.</summary>
    public virtual Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
