namespace LivenessSdk.Evaluation;

/// <summary>Represents one row of a CSV file by the names of its columns.</summary>
internal sealed class CsvRow(int line, Dictionary<string, string> fields)
{
    public int Line { get; } = line;

    public IReadOnlyDictionary<string, string> Fields { get; } = fields;

    /// <summary>Gets a field, or null if it is empty or there is no such column.</summary>
    public string? this[string column] => Fields.TryGetValue(column, out string? value) && value.Length > 0 ? value : null;
}
