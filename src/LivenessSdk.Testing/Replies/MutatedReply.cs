namespace LivenessSdk.Testing;

/// <summary>Represents a broken response, and the changes that created it.</summary>
public sealed class MutatedReply
{
    internal MutatedReply(RecordedReply original, string description, RecordedReply reply)
    {
        Original = original;
        Description = description;
        Reply = reply;
    }

    /// <summary>Gets the recorded response that it was created from.</summary>
    public RecordedReply Original { get; }

    /// <summary>Gets the changes to the original.</summary>
    public string Description { get; }

    /// <summary>Gets the response for the adapter; it has the name of the original.</summary>
    public RecordedReply Reply { get; }

    /// <summary>Returns the changes and the changed response.</summary>
    public override string ToString() => $"{Description} => {Reply}";
}
