namespace LivenessSdk.Testing;

/// <summary>Represents a copy of a recorded response while it is being changed.</summary>
internal sealed class ResponseDraft(RecordedResponse original, JsonTree tree)
{
    private readonly List<string> _notes = [];

    public RecordedResponse Original => original;

    public JsonTree Tree { get; set; } = tree;

    public int Status { get; set; } = original.Status;

    /// <summary>Gets or sets the number of bytes after which the body is cut, or null if it is complete.</summary>
    public int? CutAt { get; set; }

    /// <summary>Gets the bits of the body to flip.</summary>
    public List<(int At, byte Bit)> Flips { get; } = [];

    public void Note(string note) => _notes.Add(note);

    public MutatedResponse Finish()
    {
        byte[] body = Tree.ToUtf8();
        foreach ((int at, byte bit) in Flips.Where(flip => flip.At < body.Length))
        {
            body[at] ^= bit;
        }

        ReadOnlyMemory<byte> sent = CutAt is { } end && end < body.Length ? body.AsMemory(0, end) : body;
        return new MutatedResponse(
            original, string.Join("; ", _notes), new RecordedResponse(original.Name, Status, sent) { Headers = original.Headers });
    }
}
