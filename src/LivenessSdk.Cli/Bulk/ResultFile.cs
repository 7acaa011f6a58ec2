using System.Buffers;
using System.Text;

namespace LivenessSdk.Cli;

/// <summary>Represents the file with the results: one line of JSON for each photo and client. A line is never replaced by one with less information.</summary>
/// <remarks>During a run, lines are only appended, so a crash loses none; replaced lines are removed at its end.</remarks>
internal sealed class ResultFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Dictionary<ResultLine.Key, (long Offset, int Rank)> _lines = [];
    private readonly HashSet<long> _replaced = [];

    private ResultFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>Opens a file, and reads the lines of earlier runs.</summary>
    /// <param name="path">The path.</param>
    /// <param name="provider">The client of lines that contain none.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    public static async Task<ResultFile> OpenAsync(string path, string provider, CancellationToken cancellationToken)
    {
        ResultFile file = new(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        try
        {
            long end = 0;
            await foreach ((long offset, byte[] line) in ReadLinesAsync(file._stream, cancellationToken))
            {
                file.Note(ResultLine.Read(line, provider), offset);
                end = offset + line.Length + 1;
            }

            // Terminates a line that a crash left incomplete.
            file._stream.SetLength(end);
            file._stream.Position = end;
            return file;
        }
        catch
        {
            await file._stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends the outcome of a photo, unless the file already contains it or more.</summary>
    public async Task WriteAsync(Outcome outcome, bool isSimulated)
    {
        byte[] line = Encoding.UTF8.GetBytes(OutcomeJson.Serialize(outcome, isSimulated) + "\n");
        ResultLine added = ResultLine.Read(line.AsMemory(0, line.Length - 1), outcome.ClientName);
        if (_lines.TryGetValue(added.Identity, out (long Offset, int Rank) earlier)
            && (earlier.Rank > added.Rank || (earlier.Rank == added.Rank && outcome.FromJournal)))
        {
            return;
        }

        long offset = _stream.Position;
        await _stream.WriteAsync(line);
        await _stream.FlushAsync();
        Note(added, offset);
    }

    /// <summary>Removes replaced lines, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (_stream)
        {
            if (_replaced.Count > 0)
            {
                await RemoveReplacedAsync();
            }
        }
    }

    private void Note(ResultLine line, long offset)
    {
        if (line.Identity.File is null)
        {
            return;
        }

        if (!_lines.TryGetValue(line.Identity, out (long Offset, int Rank) earlier))
        {
            _lines[line.Identity] = (offset, line.Rank);
        }
        else if (earlier.Rank > line.Rank)
        {
            _replaced.Add(offset);
        }
        else
        {
            _replaced.Add(earlier.Offset);
            _lines[line.Identity] = (offset, line.Rank);
        }
    }

    private async Task RemoveReplacedAsync()
    {
        string rest = $"{_path}.new";
        await using (FileStream target = new(rest, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            _stream.Position = 0;
            await foreach ((long offset, byte[] line) in ReadLinesAsync(_stream, CancellationToken.None))
            {
                if (!_replaced.Contains(offset))
                {
                    await target.WriteAsync(line);
                    target.WriteByte((byte)'\n');
                }
            }

            target.Flush(flushToDisk: true);
        }

        File.Move(rest, _path, overwrite: true);
    }

    /// <summary>Reads every complete line, with its position.</summary>
    private static async IAsyncEnumerable<(long Offset, byte[] Line)> ReadLinesAsync(
        FileStream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        ArrayBufferWriter<byte> unfinished = new();
        long offset = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            int start = 0;
            int length;
            while ((length = Array.IndexOf(buffer, (byte)'\n', start, read - start) - start) >= 0)
            {
                unfinished.Write(buffer.AsSpan(start, length));
                start += length + 1;
                yield return (offset, unfinished.WrittenSpan.ToArray());
                offset += unfinished.WrittenCount + 1;
                unfinished.ResetWrittenCount();
            }

            unfinished.Write(buffer.AsSpan(start, read - start));
        }
    }
}
