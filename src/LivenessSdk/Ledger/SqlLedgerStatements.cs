namespace LivenessSdk;

/// <summary>Provides the statements of a ledger in one dialect. Each is atomic, so none can race; each names the claim that it belongs to.</summary>
internal sealed class SqlLedgerStatements
{
    /// <summary>The number of leases that one statement renews.</summary>
    public const int RenewBatch = 50;

    /// <summary>The number of entries that one statement lists.</summary>
    public const int ListBatch = 500;

    private const string Mine = "key = @key AND client = @client AND run = @run AND claim = @claim";

    private readonly SqlLedgerDialect _dialect;
    private readonly int _secrets;
    private readonly string _erased;
    private readonly string _columns;
    private readonly string _isOver;
    private readonly string _lease;
    private readonly string _now;

    public SqlLedgerStatements(SqlLedgerDialect dialect, int secrets)
    {
        _dialect = dialect;
        _secrets = secrets;
        _now = dialect.Now;
        _lease = dialect.After("@lease");
        _isOver = $"(lease_until IS NULL OR lease_until <= {_now})";
        _erased = $"SELECT 1 FROM liveness_check e WHERE e.key IN ({SqlLedgerQuery.Names("erased", secrets)}) AND e.client = @client AND e.run = @run AND e.state = 5";
        _columns = $"""
            key, client, run, fingerprint, state, claim, {dialect.ToSeconds("lease_until")} - {dialect.ToSeconds(_now)}, token, answer, billed, possibly_billed,
            {dialect.ToSeconds("created_at")}, {dialect.ToSeconds("dispatched_at")}, {dialect.ToSeconds("changed_at")}
            """;
        string fingerprints = SqlLedgerQuery.Names("fingerprint", secrets);
        string isOver = _isOver.Replace("lease_until", "c.lease_until", StringComparison.Ordinal);

        // A photo that was never billed frees its key when the owner is gone; any other needs the same photo, and a token or the caller's permission.
        Claim = $"""
            INSERT INTO liveness_check AS c (key, client, run, fingerprint, state, claim, lease_until, created_at, changed_at)
            SELECT @key, @client, @run, @fingerprint0, 1, @claim, {_lease}, {_now}, {_now} WHERE NOT EXISTS ({_erased})
            ON CONFLICT (key, client, run) DO UPDATE SET state = CASE WHEN c.state = 2 AND c.token IS NOT NULL THEN 2 ELSE 1 END,
              claim = excluded.claim, fingerprint = excluded.fingerprint, lease_until = excluded.lease_until, outcome = NULL, answer = NULL, changed_at = {_now}
            WHERE c.state = 0
              OR (c.state = 1 AND {isOver} AND c.billed + c.possibly_billed = 0)
              OR (c.fingerprint IN ({fingerprints}) AND (
                (c.state = 1 AND {isOver} AND @resend)
                OR (c.state = 2 AND {isOver} AND (c.token IS NOT NULL OR @resend))
                OR (c.state = 4 AND @resend)))
            RETURNING {_columns}
            """;
        Dispatch = $"""
            UPDATE liveness_check SET state = 2, possibly_billed = possibly_billed + 1, dispatched_at = {_now}, lease_until = {_lease}, changed_at = {_now}
            WHERE {Mine} AND state = 1 AND NOT EXISTS ({_erased}) RETURNING 1
            """;
        Erase = $"""
            UPDATE liveness_check SET key = @erased, state = 5, fingerprint = '', claim = @claim, token = NULL, outcome = NULL, answer = NULL, lease_until = NULL, changed_at = {_now}
            WHERE key = @key AND {IsAtRest} RETURNING 1
            """;
    }

    public string Claim { get; }

    public string Dispatch { get; }

    public string StoreToken => $"UPDATE liveness_check SET token = @token, lease_until = {_lease}, changed_at = {_now} WHERE {Mine} AND state = 2 RETURNING 1";

    public string Complete => $"""
        UPDATE liveness_check SET state = @state, outcome = @outcome, answer = @answer, token = NULL, lease_until = NULL,
          billed = billed + @billed, possibly_billed = possibly_billed - @billed, changed_at = {_now}
        WHERE {Mine} AND state = 2 RETURNING 1
        """;

    public string Suspend => $"UPDATE liveness_check SET lease_until = NULL, changed_at = {_now} WHERE {Mine} AND state = 2 RETURNING 1";

    /// <summary>Gets the statement that frees a key, unless an earlier claim may have been billed: a dispatched one counts itself once.</summary>
    public string Release => $"""
        UPDATE liveness_check SET state = CASE WHEN billed + possibly_billed > state - 1 THEN 2 ELSE 0 END,
          possibly_billed = possibly_billed - (state - 1), token = NULL, lease_until = NULL, changed_at = {_now}
        WHERE {Mine} AND state IN (1, 2) RETURNING 1
        """;

    public string Find => $"""
        SELECT {_columns} FROM liveness_check WHERE key IN (@key, {SqlLedgerQuery.Names("erased", _secrets)}) AND client = @client AND run = @run
        ORDER BY CASE state WHEN 5 THEN 0 ELSE 1 END LIMIT 1
        """;

    /// <summary>Gets the statement that settles an entry. A photo whose bill is settled is not counted again, and is taken back if it turns out not to be billed.</summary>
    public string Settle => $"""
        UPDATE liveness_check SET state = @state, claim = @claim, token = NULL, lease_until = NULL, changed_at = {_now},
          outcome = CASE WHEN @state = 4 THEN coalesce(outcome, @outcome) END, answer = CASE WHEN @state = 4 THEN coalesce(answer, @answer) END,
          billed = CASE WHEN possibly_billed > 0 THEN billed + @billed WHEN state = 4 THEN billed - @returned ELSE billed END,
          possibly_billed = CASE WHEN possibly_billed > @possibly THEN possibly_billed - @possibly ELSE 0 END
        WHERE key = @key AND client = @client AND run = @run
          AND ((state = 4 AND (possibly_billed > 0 OR @state <> 4)) OR (state = 2 AND {_isOver}) OR (state = 1 AND {_isOver} AND billed + possibly_billed > 0)) RETURNING 1
        """;

    /// <summary>Gets the statement that deletes entries of a key that were never billed.</summary>
    public string EraseUnbilled => $"DELETE FROM liveness_check WHERE key = @key AND billed + possibly_billed = 0 AND {IsAtRest} RETURNING 1";

    public string Erase { get; }

    public string Summarize => $"""
        SELECT day, client, outcome, CAST(sum(checks) AS bigint), CAST(sum(billed) AS bigint), CAST(sum(possibly_billed) AS bigint) FROM (
          SELECT day, client, outcome, checks, billed, possibly_billed FROM liveness_check_total
          UNION ALL {_dialect.CountSent("liveness_check")}) AS t
        GROUP BY day, client, outcome ORDER BY day, client, outcome
        """;

    private string IsAtRest => $"(state IN (0, 3, 4) OR (state IN (1, 2) AND {_isOver}))";

    /// <summary>Gets the statement that renews a number of leases.</summary>
    public string Renew(int count)
    {
        IEnumerable<string> claims = Enumerable.Range(0, count).Select(i => $"(key = @key{i} AND client = @client{i} AND run = @run{i} AND claim = @claim{i})");
        return $"UPDATE liveness_check SET lease_until = {_lease} WHERE state IN (1, 2) AND ({string.Join(" OR ", claims)}) RETURNING claim";
    }

    /// <summary>Gets the query for the entries after a key.</summary>
    public string List(bool isOfOneKey)
    {
        string key = isOfOneKey ? $"AND key IN (@one, {SqlLedgerQuery.Names("erased", _secrets)})" : "";
        return $"SELECT {_columns} FROM liveness_check WHERE (key, client, run) > (@key, @client, @run) {key} ORDER BY key, client, run LIMIT {ListBatch}";
    }
}
