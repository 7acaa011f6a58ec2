using System.Text;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Holds a journal that outlives its runs. It can stop taking bytes, as if the process had been killed at that one.</summary>
internal sealed class MemoryJournal
{
    public const string Header = "{\"journal\":\"LivenessSdk\",\"version\":1}\n";

    private MemoryStream? _stream;

    public MemoryJournal(params string[] lines)
    {
        if (lines.Length > 0)
        {
            Write(Header + string.Concat(lines.Select(line => line + "\n")));
        }
    }

    /// <summary>Gets or sets how many more bytes are taken; null for any number.</summary>
    public long? BytesLeft { get; set; }

    public byte[] Bytes => _stream?.ToArray() ?? [];

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Gets the lines after the header.</summary>
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];

    public void Write(string text)
    {
        _stream = new MemoryStream();
        _stream.Write(Encoding.UTF8.GetBytes(text));
    }

    public Stream Open()
    {
        MortalStream stream = new(this);
        stream.Write(Bytes);
        stream.Position = 0;
        return _stream = stream;
    }

    private sealed class MortalStream(MemoryJournal journal) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int taken = (int)Math.Min(buffer.Length, journal.BytesLeft ?? buffer.Length);
            Write(buffer.Span[..taken]);
            journal.BytesLeft -= taken;
            return taken == buffer.Length ? ValueTask.CompletedTask : ValueTask.FromException(new IOException("The journal takes no more."));
        }
    }
}
