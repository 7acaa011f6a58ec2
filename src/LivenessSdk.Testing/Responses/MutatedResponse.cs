namespace LivenessSdk.Testing;

/// <summary>Represents a broken response, and the changes that created it.</summary>
public sealed class MutatedResponse
{
    internal MutatedResponse(RecordedResponse original, string description, RecordedResponse response)
    {
        Original = original;
        Description = description;
        Response = response;
    }

    /// <summary>Gets the recorded response that it was created from.</summary>
    public RecordedResponse Original { get; }

    /// <summary>Gets the changes to the original.</summary>
    public string Description { get; }

    /// <summary>Gets the response for the adapter; it has the name of the original.</summary>
    public RecordedResponse Response { get; }

    /// <summary>Returns the changes and the changed response.</summary>
    public override string ToString() => $"{Description} => {Response}";
}
