using System.Text.Json.Serialization;

namespace LivenessSdk.Docs.Tests;

/// <summary>Represents one fact of an answer.</summary>
/// <param name="Says">A pattern of the text that states it.</param>
/// <param name="HeldBy">The file and a text in it by which it is true of the product; an exclamation mark before the text means that it is absent. <c>null</c> for a fact about the world outside.</param>
internal sealed record Fact(
    [property: JsonPropertyName("says")] string Says,
    [property: JsonPropertyName("heldBy")] string? HeldBy = null)
{
    /// <summary>Determines whether the file says what the fact rests on.</summary>
    public bool IsHeld()
    {
        if (HeldBy is null)
        {
            return true;
        }

        string[] parts = HeldBy.Split(": ", 2);
        string text = System.IO.File.ReadAllText(Repository.PathOf(parts[0]));
        return parts[1].StartsWith('!')
            ? !text.Contains(parts[1][1..], StringComparison.Ordinal)
            : text.Contains(parts[1], StringComparison.Ordinal);
    }
}
