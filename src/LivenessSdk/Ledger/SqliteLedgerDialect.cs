using System.Data.Common;

namespace LivenessSdk;

/// <summary>Represents SQLite.</summary>
internal sealed class SqliteLedgerDialect() : SqlLedgerDialect("unixepoch('subsec')")
{
    public override string Schema => """
        CREATE TABLE IF NOT EXISTS liveness_check (
          key TEXT NOT NULL,
          client TEXT NOT NULL,
          run TEXT NOT NULL,
          fingerprint TEXT NOT NULL,
          state INTEGER NOT NULL, -- 0 released, 1 claimed, 2 dispatched, 3 answered, 4 failed, 5 erased
          claim TEXT NOT NULL,
          lease_until REAL, -- times are seconds since 1970
          token TEXT,
          outcome TEXT, -- the verdict or the error
          answer TEXT, -- JSON
          billed INTEGER NOT NULL DEFAULT 0,
          possibly_billed INTEGER NOT NULL DEFAULT 0,
          created_at REAL NOT NULL,
          dispatched_at REAL,
          changed_at REAL NOT NULL,
          PRIMARY KEY (key, client, run)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE IF NOT EXISTS liveness_check_total (
          day TEXT NOT NULL,
          client TEXT NOT NULL,
          outcome TEXT NOT NULL,
          checks INTEGER NOT NULL,
          billed INTEGER NOT NULL,
          possibly_billed INTEGER NOT NULL,
          PRIMARY KEY (day, client, outcome)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE IF NOT EXISTS liveness_rate (
          name TEXT NOT NULL PRIMARY KEY,
          next_at REAL NOT NULL -- when the next permit of the limit is due
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE IF NOT EXISTS liveness_schema (version INTEGER NOT NULL PRIMARY KEY);
        INSERT INTO liveness_schema SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM liveness_schema);
        """;

    internal override string CreateSchema => Schema;

    internal override string FindSchema => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'liveness_schema'";

    internal override string Purge => $"""
        INSERT INTO liveness_check_total AS t (day, client, outcome, checks, billed, possibly_billed)
          SELECT * FROM ({CountSent($"(SELECT * FROM liveness_check WHERE {Purged})")}) WHERE true
          ON CONFLICT (day, client, outcome) DO UPDATE SET checks = t.checks + excluded.checks,
            billed = t.billed + excluded.billed, possibly_billed = t.possibly_billed + excluded.possibly_billed;
        DELETE FROM liveness_check WHERE {Purged};
        SELECT changes();
        """;

    private string Purged => $"state IN (0, 3, 4, 5) AND changed_at < {Now} - @age";

    internal override SqlLedgerDialect WithNow(string now) => new SqliteLedgerDialect { Now = now };

    internal override SqlLedgerSession Connect(DbDataSource dataSource) => new SqliteLedgerSession(dataSource);

    internal override string Add(string time, string seconds) => $"{time} + {seconds}";

    internal override string ToSeconds(string time) => time;

    internal override string ToDay(string time) => $"date({time}, 'unixepoch')";
}
