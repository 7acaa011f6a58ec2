using System.Globalization;
using System.Text.Json.Nodes;

namespace LivenessSdk.Cli;

/// <summary>Formats the fields of an entry, for people and for other programs. Tokens are omitted, since anyone with a token could get the answer.</summary>
internal static class LedgerEntryText
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "key", "client", "run", "state", "verdict", "verdictSource", "score", "threshold", "reasons", "error", "vendor", "reference",
        "continuable", "billed", "possiblyBilled", "createdAt", "dispatchedAt", "changedAt",
    ];

    public static IReadOnlyList<JsonNode?> Values(LedgerEntry entry) =>
    [
        entry.Key.IdempotencyKey,
        entry.Key.Client,
        entry.Key.Run,
        entry.State.ToString(),
        entry.Outcome?.Verdict?.ToString(),
        entry.Outcome?.VerdictSource?.ToString(),
        entry.Outcome?.Score,
        entry.Outcome?.Threshold,
        entry.Outcome?.Reasons is { } reasons ? string.Join(' ', reasons.Select(reason => reason.Value)) : null,
        entry.Outcome?.Error?.ToString(),
        entry.Outcome?.Vendor,
        entry.Outcome?.Reference,
        entry.ContinuationToken is not null,
        entry.Billed,
        entry.PossiblyBilled,
        Time(entry.CreatedAt),
        entry.DispatchedAt is { } sent ? Time(sent) : null,
        Time(entry.ChangedAt),
    ];

    /// <summary>Returns one object, without the fields that have no value.</summary>
    public static string ToJson(LedgerEntry entry) =>
        new JsonObject(Names.Zip(Values(entry), KeyValuePair.Create).Where(field => field.Value is not null)).ToJsonString();

    /// <summary>Returns one line of CSV.</summary>
    public static string ToCsv(LedgerEntry entry) => string.Join(',', Values(entry).Select(value => Quote(value?.ToString() ?? "")));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Quotes a text if necessary. A text that a spreadsheet would treat as a formula is prefixed with an apostrophe.</summary>
    private static string Quote(string text)
    {
        string safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
