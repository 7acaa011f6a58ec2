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
        { "NoteUse", "RecordUse" },
        { "FindFault", "FindProblem" },
        { "FindCommonFaults", "FindCommonProblems" },
        { "SaysAttack", "IndicatesAttack" },
        { "SaysNotLive", "IndicatesNotLive" },
        { "RisetReply", "RisetResponse" },
        { "VerihubsReply", "VerihubsResponse" },
        { "ReplyDrifts", "ResponseDrifts" },
    };

    /// <summary>Lists words as patterns, with the word that documentation, comments, messages, logs and public names have instead.</summary>
    public static TheoryData<string, string> Words => new()
    {
        { "registrations?", "client" },
        { "repl(y|ies)", "response" },
        { "refus(e|es|ed|al|als|ing)", "reject" },
        { "faults?", "problem or error" },
        { "under way", "in flight" },
        { "turn(s|ed)? (down|away)", "rejected" },
        { "finds? out", "determine or probe" },
        { "unless set", "The default is" },
        { "judg(e|es|ed|ing)", "evaluate or classify" },
        { "note[sd]?", "record" },
        { "told", "reported" },
        { "(stands?|stood)", "is present" },
        { "take[sn]? up", "continue or resume" },
        { "(goes|go|went) on", "continue or resume" },
        { "made smaller", "downscaled" },
        { "(house|stranger)", "vendor" },
        { "(lots|dice)", "sampled" },
        { "patience", "timeout" },
        { "(we|our|ours|us)", "the library" },
        { "null (for|where|when|unless|while)", "or <see langword=\"null\"/> if" },
        { "cancelled", "canceled" },
        { "colour(s|ed)?", "color" },
        { "honour(s|ed)?", "honor" },
        { @"(recogni|seriali|normali|initiali|optimi|organi)s(e|es|ed|ing)", "-ize" },
        { "analyse[sd]?", "analyze" },
    };

    /// <summary>Lists what keeps such a word because others read it: a metric's name, a tag's value, a vendor's address, a class of HTML.</summary>
    private static readonly string[] s_kept =
        ["liveness.reply.drift", "\"reply\"", "/our-api/", "registration.Name", "class=\"note\"", "class=\\\"note\\\""];

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

    [Theory]
    [MemberData(nameof(Words))]
    public void The_packages_are_written_in_the_words_of_the_field(string word, string instead)
    {
        Regex pattern = PatternOf(word);

        Lines(line => Texts(line).Any(pattern.IsMatch), "src")
            .Should().BeEmpty("'{0}' is written there instead of '{1}'", word, instead);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Public_names_are_words_of_the_field(string word, string instead)
    {
        Regex pattern = PatternOf(word);
        IEnumerable<string> names =
            from list in Directory.EnumerateFiles(Repository.PathOf("src"), "PublicAPI.*.txt", SearchOption.AllDirectories)
            from member in File.ReadLines(list)
            where pattern.IsMatch(Separate(member))
            select $"{Path.GetFileName(Path.GetDirectoryName(list))}: {member}";

        names.Should().BeEmpty("'{0}' is part of a name there instead of '{1}'", word, instead);
    }

    [Fact]
    public void Enumerations_say_that_members_may_be_added()
    {
        IEnumerable<string> silent =
            from file in Repository.SourceFiles(Path.Combine("src", "LivenessSdk"))
            let text = File.ReadAllText(file)
            where Regex.IsMatch(text, @"^public enum", RegexOptions.Multiline) && !text.Contains("Members may be added in later versions", StringComparison.Ordinal)
            select Path.GetFileName(file);

        silent.Should().BeEmpty();
    }

    private static Regex PatternOf(string word) => new($@"(?<!\w){word}(?!\w)", RegexOptions.IgnoreCase);

    /// <summary>Returns a line with the words of its identifiers apart, such as "Recorded Response" and "A canceled call".</summary>
    private static string Separate(string member) => Regex.Replace(member, "(?<=[a-z0-9])(?=[A-Z])|_", " ");

    /// <summary>Returns what is written for readers in a line: documentation without its references, comments and texts.</summary>
    private static IEnumerable<string> Texts(string line)
    {
        string text = s_kept.Aggregate(line, (rest, kept) => rest.Replace(kept, "", StringComparison.Ordinal));
        return text.TrimStart().StartsWith("///", StringComparison.Ordinal)
            ? [Regex.Replace(text, """(cref|name)="[^"]*"|<c>[^<]*</c>""", "")]
            : Regex.Matches(text, @"""(\\.|[^""\\])*""|(?<![:""/])//(?!/).*$").Select(match => match.Value);
    }

    private static IEnumerable<string> Lines(Func<string, bool> matches, params string[] folders) =>
        from folder in folders is [] ? ["src", "samples"] : folders
        from file in Repository.SourceFiles(folder)
        from line in File.ReadLines(file)
        where matches(line)
        select $"{Path.GetRelativePath(Repository.Root, file)}: {line.Trim()}";
}
