using System.Data.Common;
using System.Globalization;

namespace LivenessSdk;

/// <summary>Reads rows in the order of the columns that <see cref="SqlLedgerStatements"/> selects.</summary>
internal static class SqlLedgerReader
{
    public static LedgerEntry ReadEntry(DbDataReader reader)
    {
        double? lease = Find(reader, 6, reader.GetDouble);
        int billed = reader.GetInt32(9);
        int possiblyBilled = reader.GetInt32(10);
        return new LedgerEntry
        {
            Key = new LedgerKey(reader.GetString(0), reader.GetString(1)) { Run = reader.GetString(2) },
            Fingerprint = reader.GetString(3),
            State = LedgerEntry.Derive((LedgerState)reader.GetInt32(4), lease > 0, billed + possiblyBilled > 0),
            ClaimId = reader.GetGuid(5),
            LeaseRemaining = lease > 0 ? TimeSpan.FromSeconds(lease.Value) : null,
            ContinuationToken = reader.IsDBNull(7) ? null : reader.GetString(7),
            Outcome = reader.IsDBNull(8) ? null : LedgerOutcome.FromJson(reader.GetString(8)),
            Billed = billed,
            PossiblyBilled = possiblyBilled,
            CreatedAt = ToTime(reader.GetDouble(11)),
            DispatchedAt = Find(reader, 12, reader.GetDouble) is { } sent ? ToTime(sent) : null,
            ChangedAt = ToTime(reader.GetDouble(13)),
        };
    }

    public static LedgerTotal ReadTotal(DbDataReader reader) =>
        new()
        {
            Day = DateOnly.ParseExact(reader.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            ClientName = reader.GetString(1),
            Outcome = reader.GetString(2),
            Checks = reader.GetInt64(3),
            Billed = reader.GetInt64(4),
            PossiblyBilled = reader.GetInt64(5),
        };

    private static double? Find(DbDataReader reader, int column, Func<int, double> read) => reader.IsDBNull(column) ? null : read(column);

    private static DateTimeOffset ToTime(double seconds) => DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds);
}
