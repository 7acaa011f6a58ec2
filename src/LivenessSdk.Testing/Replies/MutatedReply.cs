namespace LivenessSdk.Testing;

/// <summary>Represents one reply that a vendor never sent, and how it came about.</summary>
public sealed class MutatedReply
{
    internal MutatedReply(RecordedReply original, string description, RecordedReply reply)
    {
        Original = original;
        Description = description;
        Reply = reply;
    }

    /// <summary>Gets the recorded reply that it was made from.</summary>
    public RecordedReply Original { get; }

    /// <summary>Gets what was done to the original.</summary>
    public string Description { get; }

    /// <summary>Gets the reply to give to the adapter; it has the original's name.</summary>
    public RecordedReply Reply { get; }

    /// <summary>Returns what was done, and the outcome of it.</summary>
    public override string ToString() => $"{Description} => {Reply}";
}
