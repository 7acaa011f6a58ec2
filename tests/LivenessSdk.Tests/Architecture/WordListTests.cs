using System.Text.RegularExpressions;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Holds documentation and identifiers to one form and one word for one thing.</summary>
public sealed class WordListTests
{
    /// <summary>Lists phrases of XML documentation, with what .NET's documentation says instead.</summary>
    public static TheoryData<string, string> Phrases => new()
    {
        { "Gets whether", "Gets a value indicating whether" },
        { "Gets or sets whether", "Gets or sets a value indicating whether" },
        { "Finds out whether", "Determines whether" },
        { "<summary>Holds ", "Represents, Contains or Provides" },
        { "<summary>Says ", "Specifies" },
        { "time-out", "timeout" },
        { "Ends the check promptly", "The token to monitor for cancellation requests." },
        { "Gets how sure the vendor is", "Gets the confidence reported by the provider" },
    };

    /// <summary>Lists identifiers, with the word for the thing.</summary>
    public static TheoryData<string, string> Identifiers => new()
    {
        { "AllowedProviders", "AllowedClients" },
        { "FindFaults", "FindProblems or Validate" },
        { "SaysLive", "IndicatesLive" },
        { "NoteDrift", "RecordDrift" },
        { "FindCircle", "FindCycle" },
        { "MovesOn", "ShouldTryNext" },
        { "ModestJson", "BoundedJson" },
        { "FittedImage", "PreparedImage" },
        { "ResultRules", "ResultValidator" },
        { "Seat", "Vote" },
        { "OneByOne", "Sequential" },
        { "BreakTime", "BreakDuration" },
    };

    [Theory]
    [MemberData(nameof(Phrases))]
    public void Documentation_is_written_as_that_of_dotnet(string phrase, string instead)
    {
        Lines(line => line.TrimStart().StartsWith("///", StringComparison.Ordinal) && line.Contains(phrase, StringComparison.Ordinal))
            .Should().BeEmpty("'{0}' is written there instead of '{1}'", phrase, instead);
    }

    [Theory]
    [MemberData(nameof(Identifiers))]
    public void One_thing_has_one_word(string word, string instead)
    {
        Lines(line => Regex.IsMatch(line, $@"\b{word}\b(?!"")"))
            .Should().BeEmpty("'{0}' is used there instead of '{1}'", word, instead);
    }

    private static IEnumerable<string> Lines(Func<string, bool> matches) =>
        from folder in new[] { "src", "samples" }
        from file in Repository.SourceFiles(folder)
        from line in File.ReadLines(file)
        where matches(line)
        select $"{Path.GetRelativePath(Repository.Root, file)}: {line.Trim()}";
}
