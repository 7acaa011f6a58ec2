using System.Globalization;
using CsvHelper;

namespace LivenessSdk.Evaluation;

/// <summary>Reads and writes results as CSV, so that results of other programs can be evaluated.</summary>
/// <remarks>
/// The columns are <c>label</c>, <c>subject</c> and <c>verdict</c> (Live, NotLive, Inconclusive; empty for a check that failed), and
/// optionally <c>system</c>, <c>file</c>, <c>species</c> (for attacks), <c>group</c>, <c>score</c>, <c>threshold</c>,
/// <c>verdict_source</c> (Vendor or Threshold), <c>error</c>, <c>milliseconds</c>, <c>cost</c> and <c>currency</c>. Numbers have a decimal point.
/// </remarks>
public static class EvaluationResults
{
    private const string System = "system";
    private const string Verdict = "verdict";
    private const string Score = "score";
    private const string Threshold = "threshold";
    private const string Source = "verdict_source";
    private const string Error = "error";
    private const string Milliseconds = "milliseconds";
    private const string Cost = "cost";
    private const string Currency = "currency";

    private static readonly string[] s_columns = [System, Verdict, Score, Threshold, Source, Error, Milliseconds, Cost, Currency];

    /// <summary>Reads results from a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The results.</returns>
    /// <exception cref="ManifestException">The file cannot be used; the message names each line with a problem.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<PresentationResult> ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using StreamReader reader = CsvTable.Open(path);
        return Read(reader, Path.GetFileName(path));
    }

    /// <summary>Reads results.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="source">The name of the text in messages. It is also the name of the system if there is no such column.</param>
    /// <returns>The results.</returns>
    /// <exception cref="ManifestException">The text cannot be used; the message names each line with a problem.</exception>
    public static IReadOnlyList<PresentationResult> Read(TextReader reader, string source)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrEmpty(source);
        CsvTable table = new(source);
        List<PresentationResult> results = [];
        Dictionary<(string, string), int> lines = [];
        foreach (CsvRow row in table.Read(reader, PresentationRow.Label, PresentationRow.Subject, Verdict))
        {
            Presentation? presentation = PresentationRow.Read(row, table, s_columns);
            LivenessVerdict? verdict = Enum<LivenessVerdict>(row, Verdict, table);
            PresentationResult result = new()
            {
                System = row[System] ?? Path.GetFileNameWithoutExtension(source),
                Presentation = presentation ?? new Presentation { File = "", Label = default, Subject = "" },
                Verdict = verdict,
                VerdictSource = Enum<VerdictSource>(row, Source, table) ?? InferSource(row),
                Score = Number(row, Score, table),
                Threshold = Number(row, Threshold, table),
                Error = row[Error],
                Duration = Number(row, Milliseconds, table) is { } time and >= 0 and < 1e12 ? TimeSpan.FromMilliseconds(time) : null,
                Cost = Number(row, Cost, table) is not null && decimal.TryParse(row[Cost], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal cost) ? cost : null,
                Currency = row[Currency],
            };
            if (presentation is not null && !lines.TryAdd((result.System, presentation.File), row.Line))
            {
                table.Report(row.Line, $"the system '{result.System}' has a result for '{presentation.File}' on line {lines[(result.System, presentation.File)]}, too.");
            }

            results.Add(result);
        }

        table.ThrowIfProblems();
        return results.Count > 0 ? results : throw new ManifestException(source, ["The file has no results."]);
    }

    /// <summary>Writes results in the format that <see cref="Read"/> reads.</summary>
    /// <param name="results">The results.</param>
    /// <param name="writer">The writer that receives the text.</param>
    public static void Write(IEnumerable<PresentationResult> results, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(writer);
        using CsvWriter csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        WriteRow([
            System, PresentationRow.File, PresentationRow.Label, PresentationRow.Species, PresentationRow.Subject, PresentationRow.Group,
            .. s_columns.Skip(1),
        ]);
        foreach (PresentationResult result in results)
        {
            Presentation presentation = result.Presentation;
            WriteRow([
                result.System, presentation.File, presentation.Label == PresentationLabel.Attack ? "attack" : "bona_fide",
                presentation.Species, presentation.Subject, presentation.Group,
                result.Verdict?.ToString(), Text(result.Score), Text(result.Threshold),
                result.VerdictSource == VerdictSource.None ? null : result.VerdictSource.ToString(), result.Error,
                Text(result.Duration?.TotalMilliseconds), result.Cost?.ToString(CultureInfo.InvariantCulture), result.Currency,
            ]);
        }

        void WriteRow(IEnumerable<string?> fields)
        {
            foreach (string? field in fields)
            {
                csv.WriteField(field);
            }

            csv.EndRecord();
        }
    }

    /// <summary>Takes a threshold for the user's own where nothing else is said.</summary>
    private static VerdictSource InferSource(CsvRow row) =>
        row[Threshold] is not null && !row.Fields.ContainsKey(Source) ? VerdictSource.Threshold : VerdictSource.None;

    private static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    private static T? Enum<T>(CsvRow row, string column, CsvTable table)
        where T : struct, Enum
    {
        if (row[column] is not { } text)
        {
            return null;
        }

        string plain = text.Replace("_", "", StringComparison.Ordinal);
        if (global::System.Enum.TryParse(plain, ignoreCase: true, out T value) && global::System.Enum.GetNames<T>().Contains(plain, StringComparer.OrdinalIgnoreCase))
        {
            return value;
        }

        table.Report(row.Line, $"the {column} '{text}' must be one of {string.Join(", ", global::System.Enum.GetNames<T>())}, or empty.");
        return null;
    }

    private static double? Number(CsvRow row, string column, CsvTable table)
    {
        if (row[column] is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            return number;
        }

        table.Report(row.Line, $"the {column} '{text}' must be a number with a decimal point, or empty.");
        return null;
    }
}
