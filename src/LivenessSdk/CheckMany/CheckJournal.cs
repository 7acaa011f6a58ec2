using System.Text.Json;

namespace LivenessSdk;

/// <summary>Notes each photo before it is sent and each answer after it came, so that a later run knows both.</summary>
/// <remarks>Every line is one write to the operating system, which keeps it when the process dies, not when the power fails.</remarks>
internal sealed class CheckJournal : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Dictionary<Key, JournalLine> _earlier = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _isTorn;

    private CheckJournal(Stream stream)
    {
        _stream = stream;
    }

    private static ReadOnlySpan<byte> Header => "{\"journal\":\"LivenessSdk\",\"version\":1}\n"u8;

    /// <summary>Opens a journal or begins one.</summary>
    /// <exception cref="InvalidDataException">The file is no journal, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read or written, or another run has it open.</exception>
    public static Task<CheckJournal> OpenAsync(string path, CancellationToken cancellationToken) =>
        OpenAsync(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous), cancellationToken);

    /// <summary>Reads a journal without changing it.</summary>
    /// <returns>The journal, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="InvalidDataException">The file is no journal, or damaged.</exception>
    public static async Task<CheckJournal?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        MemoryStream copy = new();
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (file.ConfigureAwait(false))
        {
            await file.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        }

        copy.Position = 0;
        return await OpenAsync(copy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what earlier runs noted, and cuts off a last line that a dying run left unfinished.</summary>
    /// <exception cref="InvalidDataException">The stream holds no journal, or a damaged one.</exception>
    public static async Task<CheckJournal> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        CheckJournal journal = new(stream);
        try
        {
            if (await IsBegunAsync(stream, cancellationToken).ConfigureAwait(false))
            {
                await journal.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                stream.SetLength(0);
                await stream.WriteAsync(Header.ToArray(), cancellationToken).ConfigureAwait(false);
            }

            return journal;
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes note of a request of this run, before it is checked.</summary>
    /// <exception cref="ArgumentException">This run had a request with the same reference already.</exception>
    public void Admit(long index, string? transactionId)
    {
        if (transactionId is not null && !_seen.Add(transactionId))
        {
            throw new ArgumentException(
                $"The request at position {index} has the TransactionId of an earlier one. With a journal each needs its own, or none.");
        }
    }

    /// <summary>Finds what an earlier run noted of a request; null when nothing. It is forgotten then.</summary>
    public JournalLine? Find(long index, string? transactionId) =>
        _earlier.Remove(new Key(index, transactionId), out JournalLine? line) ? line : null;

    /// <summary>Adds one line, whole.</summary>
    public async Task WriteAsync(JournalLine line)
    {
        byte[] text = [.. JsonSerializer.SerializeToUtf8Bytes(line, JournalLineContext.Default.JournalLine), (byte)'\n'];
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isTorn)
            {
                throw new IOException("The journal's last line could not be written, so nothing can follow it.");
            }

            // Not to be cancelled: half a line would be worse than a late end.
            _isTorn = true;
            await _stream.WriteAsync(text, CancellationToken.None).ConfigureAwait(false);
            await _stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            _isTorn = false;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _writing.Dispose();
    }

    /// <summary>Finds out whether the stream begins with the whole header. A part of it is a journal that died at birth.</summary>
    private static async Task<bool> IsBegunAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] start = new byte[Header.Length];
        int length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Header.StartsWith(start.AsSpan(0, length))
            ? length == Header.Length
            : throw new InvalidDataException("The journal's file is no journal of this version. It was left as it is: choose another path.");
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        int read;
        long end = Header.Length;
        while ((read = await _stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false)) > 0)
        {
            filled += read;
            int used = NoteLines(buffer.AsSpan(0, filled));
            end += used;
            filled -= used;
            buffer.AsSpan(used, filled).CopyTo(buffer);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        _stream.SetLength(end);
        _stream.Position = end;
    }

    /// <summary>Notes every whole line.</summary>
    /// <returns>How many bytes they took.</returns>
    private int NoteLines(ReadOnlySpan<byte> text)
    {
        int used = 0;
        int length;
        while ((length = text[used..].IndexOf((byte)'\n')) >= 0)
        {
            JournalLine line = Parse(text.Slice(used, length));
            _earlier[new Key(line.Index, line.TransactionId)] = line;
            used += length + 1;
        }

        return used;
    }

    private static JournalLine Parse(ReadOnlySpan<byte> text)
    {
        const string Damaged = "A line of the journal is damaged. Mend or remove that line, or choose another path.";
        try
        {
            return JsonSerializer.Deserialize(text, JournalLineContext.Default.JournalLine) ?? throw new InvalidDataException(Damaged);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(Damaged, e);
        }
    }

    /// <summary>Knows a request again: by its reference, or by its position where it has none.</summary>
    private readonly record struct Key
    {
        public Key(long index, string? transactionId)
        {
            TransactionId = transactionId;
            Index = transactionId is null ? index : 0;
        }

        public string? TransactionId { get; }

        public long Index { get; }
    }
}
