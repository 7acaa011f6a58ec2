using System.Text.Json;

namespace LivenessSdk;

/// <summary>Represents what a run of version 0.1 recorded in its journal: each photo before it was sent, and each answer after it came.</summary>
internal sealed class CheckJournal
{
    private readonly Dictionary<string, JournalLine> _lines = new(StringComparer.Ordinal);

    private static ReadOnlySpan<byte> Header => "{\"journal\":\"LivenessSdk\",\"version\":1}\n"u8;

    /// <summary>Reads a journal, and leaves the file as it is. An incomplete last line of an interrupted run is not read.</summary>
    /// <returns>The journal, which is empty if there is no such file.</returns>
    /// <exception cref="InvalidDataException">The file is not a journal, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read, or a run of version 0.1 has it open.</exception>
    public static async Task<CheckJournal> ReadAsync(string path, CancellationToken cancellationToken)
    {
        CheckJournal journal = new();
        if (File.Exists(path))
        {
            journal.Add(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), path);
        }

        return journal;
    }

    /// <summary>Finds what the run recorded of a request. A request without a reference was known by its position, which is not reliable.</summary>
    public JournalLine? Find(string? transactionId) => transactionId is null ? null : _lines.GetValueOrDefault(transactionId);

    private void Add(ReadOnlySpan<byte> text, string path)
    {
        if (!text.StartsWith(Header))
        {
            // A part of the header is a journal that ended before its first line.
            if (Header.StartsWith(text))
            {
                return;
            }

            throw new InvalidDataException($"'{path}' is not a supported journal and was not modified. Choose another path.");
        }

        text = text[Header.Length..];
        for (int length; (length = text.IndexOf((byte)'\n')) >= 0; text = text[(length + 1)..])
        {
            JournalLine line = Parse(text[..length], path);
            if (line.TransactionId is { } reference)
            {
                _lines[reference] = line;
            }
        }
    }

    private static JournalLine Parse(ReadOnlySpan<byte> text, string path)
    {
        string problem = $"A line of the journal '{path}' is damaged. Fix or remove that line, or choose another path.";
        try
        {
            JournalLine? line = JsonSerializer.Deserialize(text, JournalLineContext.Default.JournalLine);
            return line is not null && line.IsValid ? line : throw new InvalidDataException(problem);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(problem, e);
        }
    }
}
