namespace LivenessSdk;

/// <summary>Reserves permits in the one row of a shared limit, which contains when the next permit is due by the database's clock.</summary>
/// <remarks>
/// Permits are due one after the other, at distances of one over the rate. After a quiet time the next is due in the past, at most as long
/// ago as the burst allows. So no permits of any window are more than the rate times its length plus the burst, whoever takes them.
/// </remarks>
internal sealed class SqlRateRow
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private readonly SqlLedgerSession _session;
    private readonly SqlLedgerSchema _schema;
    private readonly string _name;
    private readonly double _rate;
    private readonly double _burst;
    private readonly string _reserve;
    private readonly string _find;
    private volatile bool _isVerified;

    public SqlRateRow(SqlLedgerDialect dialect, SqlLedgerSession session, string name, double rate, int burst)
    {
        _session = session;
        _schema = new SqlLedgerSchema(dialect, session);
        _name = name;
        _rate = rate;
        _burst = Math.Floor((burst - 1) / rate * MicrosecondsPerSecond) / MicrosecondsPerSecond;
        string earliest = dialect.After("-@burst");
        _reserve = $"""
            INSERT INTO liveness_rate AS r (name, next_at) VALUES (@name, {dialect.Add(earliest, "@cost")})
            ON CONFLICT (name) DO UPDATE SET next_at = {dialect.Add($"(CASE WHEN r.next_at > {earliest} THEN r.next_at ELSE {earliest} END)", "@cost")}
            WHERE r.next_at <= {dialect.After("@wait")}
            RETURNING {dialect.ToSeconds("next_at")} - @cost - {dialect.ToSeconds(dialect.Now)}
            """;
        _find = $"SELECT {dialect.ToSeconds("next_at")} - {dialect.ToSeconds(dialect.Now)} FROM liveness_rate WHERE name = @name";
    }

    public Task CreateSchemaAsync(CancellationToken cancellationToken) => _schema.CreateAsync(cancellationToken);

    /// <summary>Reserves permits, unless the first would be due later than the caller can wait.</summary>
    public async Task<SqlRateReservation> ReserveAsync(int count, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        if (!_isVerified)
        {
            await _schema.VerifyAsync(cancellationToken).ConfigureAwait(false);
            _isVerified = true;
        }

        // A database counts in microseconds. Rounded up, so that a limit that runs for days is never exceeded.
        double cost = Math.Ceiling(count / _rate * MicrosecondsPerSecond) / MicrosecondsPerSecond;
        SqlLedgerQuery query = new SqlLedgerQuery(_reserve).With("name", _name).With("burst", _burst).With("cost", cost).With("wait", longestWait.TotalSeconds);
        List<double> waits = await ReadAsync(query, cancellationToken).ConfigureAwait(false);
        if (waits.Count > 0)
        {
            return new SqlRateReservation { Count = count, Wait = TimeSpan.FromSeconds(waits[0]), Spacing = TimeSpan.FromSeconds(count == 0 ? 0 : cost / count) };
        }

        List<double> next = await ReadAsync(new SqlLedgerQuery(_find).With("name", _name), cancellationToken).ConfigureAwait(false);
        return new SqlRateReservation { RetryAfter = TimeSpan.FromSeconds(next.Count == 0 ? 0 : next[0]) - longestWait };
    }

    private Task<List<double>> ReadAsync(SqlLedgerQuery query, CancellationToken cancellationToken) =>
        _session.QueryAsync(query, reader => reader.GetDouble(0), cancellationToken);
}
