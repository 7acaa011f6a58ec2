using System.Data.Common;

namespace LivenessSdk;

/// <summary>Represents PostgreSQL.</summary>
internal sealed class PostgreSqlLedgerDialect() : SqlLedgerDialect("clock_timestamp()")
{
    // The fill factor leaves room for the changes of a row on its own page; no other index, so that they need no entry in one.
    public override string Schema => """
        CREATE TABLE IF NOT EXISTS liveness_check (
          key text COLLATE "C" NOT NULL,
          client text COLLATE "C" NOT NULL,
          run text COLLATE "C" NOT NULL,
          fingerprint text NOT NULL,
          state smallint NOT NULL, -- 0 released, 1 claimed, 2 dispatched, 3 answered, 4 failed, 5 erased
          claim uuid NOT NULL,
          lease_until timestamptz,
          token text,
          outcome text, -- the verdict or the error
          answer text, -- JSON
          billed integer NOT NULL DEFAULT 0,
          possibly_billed integer NOT NULL DEFAULT 0,
          created_at timestamptz NOT NULL,
          dispatched_at timestamptz,
          changed_at timestamptz NOT NULL,
          PRIMARY KEY (key, client, run)
        ) WITH (fillfactor = 70);
        CREATE TABLE IF NOT EXISTS liveness_check_total (
          day text NOT NULL,
          client text NOT NULL,
          outcome text NOT NULL,
          checks bigint NOT NULL,
          billed bigint NOT NULL,
          possibly_billed bigint NOT NULL,
          PRIMARY KEY (day, client, outcome)
        );
        CREATE TABLE IF NOT EXISTS liveness_rate (
          name text COLLATE "C" NOT NULL PRIMARY KEY,
          next_at timestamptz NOT NULL -- when the next permit of the limit is due
        ) WITH (fillfactor = 10);
        CREATE TABLE IF NOT EXISTS liveness_schema (version integer NOT NULL PRIMARY KEY);
        INSERT INTO liveness_schema SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM liveness_schema);
        """;

    // IF NOT EXISTS alone fails where two create the same table at once.
    internal override string CreateSchema => $"SELECT pg_advisory_xact_lock(hashtext('liveness_schema'));\n{Schema}";

    internal override string FindSchema => "SELECT 1 WHERE to_regclass('liveness_schema') IS NOT NULL";

    internal override string Purge => $"""
        WITH gone AS (
          DELETE FROM liveness_check WHERE state IN (0, 3, 4, 5) AND changed_at < {Now} - @age * interval '1 second' RETURNING *),
        added AS (
          INSERT INTO liveness_check_total AS t (day, client, outcome, checks, billed, possibly_billed) {CountSent("gone")}
          ON CONFLICT (day, client, outcome) DO UPDATE SET checks = t.checks + excluded.checks,
            billed = t.billed + excluded.billed, possibly_billed = t.possibly_billed + excluded.possibly_billed)
        SELECT count(*) FROM gone
        """;

    internal override SqlLedgerDialect WithNow(string now) => new PostgreSqlLedgerDialect { Now = now };

    internal override SqlLedgerSession Connect(DbDataSource dataSource) => new PostgreSqlLedgerSession(dataSource);

    internal override string Add(string time, string seconds) => $"{time} + {seconds} * interval '1 second'";

    internal override string ToSeconds(string time) => $"extract(epoch FROM {time})::float8";

    internal override string ToDay(string time) => $"to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
}
