using System.Data.Common;

namespace LivenessSdk;

/// <summary>Represents the database engine behind a <see cref="SqlCheckLedger"/> and a <see cref="SqlRateLimiter"/>.</summary>
public abstract class SqlLedgerDialect
{
    /// <summary>The version of the schema that this version of the library reads and writes.</summary>
    public const int SchemaVersion = 1;

    private protected SqlLedgerDialect(string now)
    {
        Now = now;
    }

    /// <summary>Gets the dialect of PostgreSQL 12 or later. Time is the server's. The ledger needs <c>synchronous_commit</c>.</summary>
    public static SqlLedgerDialect PostgreSql { get; } = new PostgreSqlLedgerDialect();

    /// <summary>Gets the dialect of SQLite 3.42 or later. Time is the host's, so all processes must run on one host; the file must not be on a network file system.</summary>
    public static SqlLedgerDialect Sqlite { get; } = new SqliteLedgerDialect();

    /// <summary>Gets the statements that create the tables where they are missing.</summary>
    public abstract string Schema { get; }

    /// <summary>Gets the expression for the current time.</summary>
    internal string Now { get; private protected init; }

    /// <summary>Gets a query that returns one row if the table with the schema's version exists.</summary>
    internal abstract string FindSchema { get; }

    /// <summary>Gets the script that creates the tables once, also if several processes run it at the same time.</summary>
    internal abstract string CreateSchema { get; }

    /// <summary>Gets the statement that moves rows older than <c>@age</c> seconds to the totals and returns their number.</summary>
    internal abstract string Purge { get; }

    /// <summary>Creates the dialect with another clock, for tests.</summary>
    internal abstract SqlLedgerDialect WithNow(string now);

    /// <summary>Creates the session for a database.</summary>
    internal abstract SqlLedgerSession Connect(DbDataSource dataSource);

    /// <summary>Gets the expression for a time and a number of seconds after it.</summary>
    internal abstract string Add(string time, string seconds);

    /// <summary>Gets the expression for a number of seconds from now.</summary>
    internal string After(string seconds) => Add(Now, seconds);

    /// <summary>Gets the expression for a time as seconds since 1970.</summary>
    internal abstract string ToSeconds(string time);

    /// <summary>Gets the expression for the day (UTC) of a time, as text.</summary>
    internal abstract string ToDay(string time);

    /// <summary>Gets the expression for what a row counts as in the totals.</summary>
    private protected string ToOutcome() =>
        $"CASE WHEN state IN (3, 4) THEN outcome WHEN state = 5 THEN 'Erased' WHEN state = 0 THEN 'Released' WHEN lease_until > {Now} THEN 'Dispatched' ELSE 'Unknown' END";

    /// <summary>Gets a query over the checks of <paramref name="rows"/> that were sent, counted like the totals.</summary>
    internal string CountSent(string rows) => $"""
        SELECT {ToDay("dispatched_at")} AS day, client, {ToOutcome()} AS outcome, count(*) AS checks, sum(billed) AS billed, sum(possibly_billed) AS possibly_billed
        FROM {rows} WHERE dispatched_at IS NOT NULL AND billed + possibly_billed > 0 GROUP BY 1, 2, 3
        """;
}
