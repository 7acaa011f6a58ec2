using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk.Docs.Tests;

/// <summary>Represents a question that a reader of the README must find answered, with what the answer says. The facts were listed before the pages were written.</summary>
/// <param name="Text">The question.</param>
/// <param name="Heading">A pattern of the heading below which it is answered.</param>
/// <param name="Facts">What the answer says.</param>
internal sealed record Question(
    [property: JsonPropertyName("question")] string Text,
    [property: JsonPropertyName("heading")] string Heading,
    [property: JsonPropertyName("facts")] IReadOnlyList<Fact> Facts)
{
    private const string File = "tests/LivenessSdk.Docs.Tests/questions.json";

    public static IReadOnlyList<Question> ReadAll() => JsonSerializer.Deserialize<Question[]>(System.IO.File.ReadAllText(Repository.PathOf(File)))!;
}
