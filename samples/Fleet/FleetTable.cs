using LivenessSdk.Simulator;
using Npgsql;

namespace Fleet;

/// <summary>Writes the state of the fleet: of the workers by their health, of the photos by the ledger, of the arrivals by the vendor.</summary>
internal sealed class FleetTable(NpgsqlDataSource ledger, VendorSimulator vendor, IReadOnlyList<FleetWorker> workers)
{
    private int _arrivedBefore;
    private int _lines;

    public async Task WriteAsync(TimeSpan elapsed)
    {
        int arrived = vendor.Requests.Count;
        List<string> lines =
        [
            $"{elapsed:mm\\:ss}     {"health",-9} {"in flight",9} {"waiting",8} {"paid",7} {"a second",9} {"repeated",9} {"unknown",8}",
            .. await Task.WhenAll(workers.Select(worker => worker.DescribeAsync())),
            $"vendor    {arrived} photos arrived, {arrived - _arrivedBefore} since the last line",
            $"ledger    {await SummarizeAsync()}",
            "",
        ];
        _arrivedBefore = arrived;
        if (!Console.IsOutputRedirected && _lines > 0)
        {
            Console.Write($"\e[{_lines}A\e[J"); // Overwrites the previous table.
        }

        lines.ForEach(Console.WriteLine);
        _lines = lines.Count;
    }

    /// <summary>Counts the photos of each state.</summary>
    public async Task<string> SummarizeAsync()
    {
        await using NpgsqlCommand command = ledger.CreateCommand("""
            SELECT CASE WHEN state IN (1, 2) AND lease_until > clock_timestamp() THEN 'in flight' WHEN state = 3 THEN 'answered' WHEN state = 4 THEN 'failed'
              WHEN state = 2 THEN 'unknown' ELSE 'open' END AS what, count(*) FROM liveness_check GROUP BY what ORDER BY what
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> counts = [];
        while (await reader.ReadAsync())
        {
            counts.Add($"{reader.GetInt64(1)} {reader.GetString(0)}");
        }

        return counts.Count == 0 ? "nothing yet" : string.Join(", ", counts);
    }

    /// <summary>Reads the number of bytes that the database has written to its log.</summary>
    public async Task<decimal> ReadWrittenAsync() => await ReadAsync("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");

    /// <summary>Reads the number of bytes of a check in the database, with its index.</summary>
    public async Task<decimal> ReadRowSizeAsync() =>
        await ReadAsync("SELECT (pg_total_relation_size('liveness_check') / greatest(count(*), 1))::numeric FROM liveness_check");

    private async Task<decimal> ReadAsync(string sql)
    {
        await using NpgsqlCommand command = ledger.CreateCommand(sql);
        return (decimal)(await command.ExecuteScalarAsync())!;
    }
}
