namespace LivenessSdk;

/// <summary>Creates the tables of the ledger and of shared limits, and verifies that they are those of this version.</summary>
internal sealed class SqlLedgerSchema(SqlLedgerDialect dialect, SqlLedgerSession session)
{
    public Task CreateAsync(CancellationToken cancellationToken) => session.ExecuteAsync(dialect.CreateSchema, cancellationToken);

    /// <exception cref="InvalidOperationException">The schema is missing or of another version.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        List<int> found = await session.QueryAsync(new SqlLedgerQuery(dialect.FindSchema), reader => reader.GetInt32(0), cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            string command = dialect is SqliteLedgerDialect ? "liveness ledger schema --sqlite" : "liveness ledger schema";
            throw new InvalidOperationException(
                $"The database has no ledger. Call CreateSchemaAsync once, or have the database's owner run what '{command}' prints.");
        }

        List<int> versions = await session.QueryAsync(
            new SqlLedgerQuery("SELECT version FROM liveness_schema"), reader => reader.GetInt32(0), cancellationToken).ConfigureAwait(false);
        if (!versions.Contains(SqlLedgerDialect.SchemaVersion))
        {
            throw new InvalidOperationException(
                $"The ledger's schema has version {string.Join(", ", versions)}, but this version of LivenessSdk needs {SqlLedgerDialect.SchemaVersion}. Use a matching version of the library.");
        }
    }
}
