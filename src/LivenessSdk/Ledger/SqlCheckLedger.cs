using System.Data.Common;
using System.Runtime.CompilerServices;

namespace LivenessSdk;

/// <summary>Represents a ledger in a SQLite or PostgreSQL database. You provide the driver and its <see cref="DbDataSource"/>.</summary>
/// <remarks>
/// The tables must exist: call <see cref="CreateSchemaAsync"/> once, or run <see cref="SqlLedgerDialect.Schema"/> as the database's owner.
/// All times are the database's, so the clocks of the machines that use it do not matter.
/// </remarks>
public sealed class SqlCheckLedger : CheckLedger
{
    private readonly SqlLedgerDialect _dialect;
    private readonly SqlLedgerSession _session;
    private readonly SqlLedgerSchema _schema;
    private readonly SqlLedgerStatements _statements;
    private volatile bool _isVerified;

    /// <summary>Initializes a new instance of the <see cref="SqlCheckLedger"/> class.</summary>
    /// <param name="dataSource">The database. The caller disposes it, after the ledger.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="options">The lease, the retention and the secrets.</param>
    /// <exception cref="ArgumentException">The options are invalid; the message lists every problem.</exception>
    public SqlCheckLedger(DbDataSource dataSource, SqlLedgerDialect dialect, CheckLedgerOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(dialect);

        _dialect = dialect;
        _session = dialect.Connect(dataSource);
        _schema = new SqlLedgerSchema(dialect, _session);
        _statements = new SqlLedgerStatements(dialect, options.Secrets.Count);
    }

    /// <summary>Creates the tables where they are missing. Several processes may do so at the same time.</summary>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <exception cref="DbException">The database is down, or the user may not create tables.</exception>
    public async Task CreateSchemaAsync(CancellationToken cancellationToken = default)
    {
        await _schema.CreateAsync(cancellationToken).ConfigureAwait(false);
        await VerifyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The schema is missing or of another version, or the database does not commit durably.</exception>
    public override async Task<LedgerEntry> ClaimAsync(LedgerClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        while (true)
        {
            SqlLedgerQuery query = Owned(_statements.Claim, claim)
                .WithEach("fingerprint", Fill(claim.Fingerprints))
                .WithEach("erased", Fill(claim.ErasedKeys))
                .With("lease", Options.Lease.TotalSeconds)
                .With("resend", claim.ResendUnknown);
            LedgerEntry? entry = await FirstAsync(query, cancellationToken).ConfigureAwait(false)
                ?? await FindAsync(claim.Key, claim.ErasedKeys, cancellationToken).ConfigureAwait(false);
            if (entry is not null)
            {
                return entry;
            }

            // What was in the way is gone: the key is free again.
        }
    }

    /// <inheritdoc />
    public override Task<bool> DispatchAsync(LedgerClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);

        return ChangeAsync(
            Owned(_statements.Dispatch, claim).WithEach("erased", Fill(claim.ErasedKeys)).With("lease", Options.Lease.TotalSeconds), cancellationToken);
    }

    /// <inheritdoc />
    public override Task<bool> StoreTokenAsync(LedgerClaim claim, string continuationToken, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(continuationToken);

        return ChangeAsync(
            Owned(_statements.StoreToken, claim).With("token", continuationToken).With("lease", Options.Lease.TotalSeconds), cancellationToken);
    }

    /// <inheritdoc />
    public override Task<bool> CompleteAsync(LedgerClaim claim, LedgerOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outcome);

        return ChangeAsync(
            Owned(_statements.Complete, claim)
                .With("state", (int)(outcome.IsAnswer ? LedgerState.Answered : LedgerState.Failed))
                .With("outcome", outcome.ToString())
                .With("answer", outcome.ToJson())
                .With("billed", outcome.IsAnswer ? 1 : 0),
            cancellationToken);
    }

    /// <inheritdoc />
    public override Task<bool> SuspendAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        ChangeAsync(Owned(_statements.Suspend, claim), cancellationToken);

    /// <inheritdoc />
    public override Task<bool> ReleaseAsync(LedgerClaim claim, CancellationToken cancellationToken) =>
        ChangeAsync(Owned(_statements.Release, claim), cancellationToken);

    /// <inheritdoc />
    public override async Task<IReadOnlyCollection<Guid>> RenewAsync(IReadOnlyCollection<LedgerClaim> claims, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        List<Guid> renewed = [];
        foreach (LedgerClaim[] batch in claims.Chunk(SqlLedgerStatements.RenewBatch))
        {
            SqlLedgerQuery query = new SqlLedgerQuery(_statements.Renew(batch.Length)).With("lease", Options.Lease.TotalSeconds);
            for (int i = 0; i < batch.Length; i++)
            {
                LedgerKey key = batch[i].Key;
                query.With($"key{i}", key.IdempotencyKey).With($"client{i}", key.Client).With($"run{i}", key.Run).With($"claim{i}", batch[i].Id);
            }

            renewed.AddRange(await QueryAsync(query, reader => reader.GetGuid(0), cancellationToken).ConfigureAwait(false));
        }

        return renewed;
    }

    /// <inheritdoc />
    public override Task<LedgerEntry?> FindAsync(LedgerKey key, CancellationToken cancellationToken = default) =>
        FindAsync(key, ErasedKeysOf(key.IdempotencyKey), cancellationToken);

    /// <inheritdoc />
    public override async IAsyncEnumerable<LedgerEntry> ListAsync(
        LedgerFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string sql = _statements.List(isOfOneKey: filter?.IdempotencyKey is not null);
        (string Key, string Client, string Run) last = ("", "", "");
        List<LedgerEntry> entries;
        do
        {
            SqlLedgerQuery query = new SqlLedgerQuery(sql).With("key", last.Key).With("client", last.Client).With("run", last.Run);
            if (filter?.IdempotencyKey is { } key)
            {
                query.With("one", key).WithEach("erased", ErasedKeysOf(key));
            }

            entries = await QueryAsync(query, SqlLedgerReader.ReadEntry, cancellationToken).ConfigureAwait(false);
            foreach (LedgerEntry entry in entries)
            {
                last = (entry.Key.IdempotencyKey, entry.Key.Client, entry.Key.Run);
                if (filter is null || filter.Matches(entry))
                {
                    yield return entry;
                }
            }
        }
        while (entries.Count == SqlLedgerStatements.ListBatch);
    }

    /// <inheritdoc />
    public override Task<bool> SettleAsync(LedgerKey key, LedgerSettlement settlement, CancellationToken cancellationToken = default)
    {
        bool isProcessed = settlement == LedgerSettlement.Processed;
        LedgerOutcome outcome = LedgerOutcome.Lost(key.Client);
        return ChangeAsync(
            Keyed(_statements.Settle, key)
                .With("claim", Guid.NewGuid()) // A late answer must not undo what was decided.
                .With("state", (int)(isProcessed ? LedgerState.Failed : LedgerState.Released))
                .With("outcome", outcome.ToString())
                .With("answer", outcome.ToJson())
                .With("billed", isProcessed ? 1 : 0)
                .With("returned", settlement == LedgerSettlement.NotProcessed ? 1 : 0)
                .With("possibly", settlement == LedgerSettlement.Resend ? 0 : 1),
            cancellationToken);
    }

    /// <inheritdoc />
    public override async Task<int> EraseAsync(string idempotencyKey, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(idempotencyKey);
        List<int> deleted = await QueryAsync(
            new SqlLedgerQuery(_statements.EraseUnbilled).With("key", idempotencyKey), reader => reader.GetInt32(0), cancellationToken).ConfigureAwait(false);
        List<int> hashed = await QueryAsync(
            new SqlLedgerQuery(_statements.Erase)
                .With("key", idempotencyKey).With("erased", Secrets[0].OfErasedKey(idempotencyKey)).With("claim", Guid.NewGuid()),
            reader => reader.GetInt32(0),
            cancellationToken).ConfigureAwait(false);
        await _session.ScrubAsync(cancellationToken).ConfigureAwait(false);
        return deleted.Count + hashed.Count;
    }

    /// <inheritdoc />
    public override async Task<long> PurgeAsync(TimeSpan age, CancellationToken cancellationToken = default)
    {
        List<long> purged = await QueryAsync(
            new SqlLedgerQuery(_dialect.Purge).With("age", age.TotalSeconds), reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        await _session.ScrubAsync(cancellationToken).ConfigureAwait(false);
        return purged[0];
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyList<LedgerTotal>> SummarizeAsync(CancellationToken cancellationToken = default) =>
        await QueryAsync(new SqlLedgerQuery(_statements.Summarize), SqlLedgerReader.ReadTotal, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    protected override async ValueTask DisposeAsyncCore()
    {
        await _session.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    private static SqlLedgerQuery Owned(string sql, LedgerClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);

        return Keyed(sql, claim.Key).With("claim", claim.Id);
    }

    private static SqlLedgerQuery Keyed(string sql, LedgerKey key) =>
        new SqlLedgerQuery(sql).With("key", key.IdempotencyKey).With("client", key.Client).With("run", key.Run ?? "");

    /// <summary>Repeats the first hash up to the number that the statements have room for.</summary>
    private List<string> Fill(IReadOnlyList<string> hashes)
    {
        if (hashes.Count == 0 || hashes.Count > Secrets.Count)
        {
            throw new ArgumentException($"A claim needs 1 to {Secrets.Count} hashes: one for each secret of the ledger.");
        }

        return [.. hashes, .. Enumerable.Repeat(hashes[0], Secrets.Count - hashes.Count)];
    }

    private Task<LedgerEntry?> FindAsync(LedgerKey key, IReadOnlyList<string> erasedKeys, CancellationToken cancellationToken) =>
        FirstAsync(Keyed(_statements.Find, key).WithEach("erased", Fill(erasedKeys)), cancellationToken);

    private async Task<LedgerEntry?> FirstAsync(SqlLedgerQuery query, CancellationToken cancellationToken)
    {
        List<LedgerEntry> entries = await QueryAsync(query, SqlLedgerReader.ReadEntry, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : entries[0];
    }

    private async Task<bool> ChangeAsync(SqlLedgerQuery query, CancellationToken cancellationToken)
    {
        List<int> changed = await QueryAsync(query, reader => reader.GetInt32(0), cancellationToken).ConfigureAwait(false);
        return changed.Count > 0;
    }

    private async Task<List<T>> QueryAsync<T>(SqlLedgerQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        if (!_isVerified)
        {
            await VerifyAsync(cancellationToken).ConfigureAwait(false);
        }

        return await _session.QueryAsync(query, read, cancellationToken).ConfigureAwait(false);
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        await _session.VerifyDurabilityAsync(cancellationToken).ConfigureAwait(false);
        await _schema.VerifyAsync(cancellationToken).ConfigureAwait(false);
        _isVerified = true;
    }
}
