using System.Globalization;
using System.Text;
using CsvHelper;

namespace LivenessSdk.Evaluation;

/// <summary>Reads a CSV file with a header, and collects its problems.</summary>
internal sealed class CsvTable
{
    /// <summary>The number of problems after which a file is not read further.</summary>
    private const int MostProblems = 20;

    private static readonly CsvReaderOptions s_options = new() { TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw };

    private readonly string _source;
    private readonly List<string> _problems = [];

    public CsvTable(string source)
    {
        _source = source;
    }

    /// <summary>Opens a file of UTF-8.</summary>
    public static StreamReader Open(string path) => new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    /// <summary>Reads all rows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">The columns that must be present.</param>
    /// <exception cref="ManifestException">The file has no header, lacks a column, or a row has another number of fields.</exception>
    public IReadOnlyList<CsvRow> Read(TextReader text, params ReadOnlySpan<string> columns)
    {
        try
        {
            using CsvReader reader = CsvReader.Create(text, s_options, leaveOpen: true);
            string[] header = [.. reader.Headers.Select(name => name.Trim())];
            ValidateHeader(header, columns);
            return ReadRows(reader, header);
        }
        catch (CsvFormatException e)
        {
            Report((int)e.LineNumber, $"the text is not valid CSV. {e.Message}");
            throw new ManifestException(_source, _problems);
        }
        catch (DecoderFallbackException)
        {
            throw new ManifestException(_source, ["The text is not UTF-8. Save the file as \"CSV UTF-8\"."]);
        }
    }

    /// <summary>Records a problem.</summary>
    /// <exception cref="ManifestException">There are too many problems.</exception>
    public void Report(int line, string problem)
    {
        _problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: {problem}"));
        if (_problems.Count == MostProblems)
        {
            _problems.Add("There may be more problems after this line.");
            ThrowIfProblems();
        }
    }

    /// <exception cref="ManifestException">There are problems.</exception>
    public void ThrowIfProblems()
    {
        if (_problems.Count > 0)
        {
            throw new ManifestException(_source, _problems);
        }
    }

    private void ValidateHeader(string[] header, ReadOnlySpan<string> columns)
    {
        if (header.Length == 0)
        {
            throw new ManifestException(_source, ["The file is empty. Expected a header and one line for each photo."]);
        }

        foreach (string column in columns)
        {
            if (!header.Contains(column, StringComparer.OrdinalIgnoreCase))
            {
                Report(1, $"the column '{column}' is missing. Columns: {string.Join(", ", header)}.");
            }
        }

        foreach (string column in header.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            Report(1, $"the column '{column}' appears twice.");
        }

        ThrowIfProblems();
    }

    private List<CsvRow> ReadRows(CsvReader reader, string[] header)
    {
        List<CsvRow> rows = [];
        while (reader.Read())
        {
            int line = (int)reader.LineNumber;
            if (reader.FieldCount != header.Length)
            {
                Report(line, string.Create(CultureInfo.InvariantCulture, $"{reader.FieldCount} fields, but the header has {header.Length}."));
                continue;
            }

            Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < header.Length; i++)
            {
                fields[header[i]] = reader.GetString(i).Trim();
            }

            rows.Add(new CsvRow(line, fields));
        }

        return rows;
    }
}
