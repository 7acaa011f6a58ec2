using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LivenessSdk.Docs.Tests;

/// <summary>Holds the summaries of public members to the form that .NET's own have.</summary>
public sealed partial class SummaryTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Libraries =>
    [
        "LivenessSdk", "LivenessSdk.AspNetCore", "LivenessSdk.Evaluation", "LivenessSdk.Simulator", "LivenessSdk.Testing", "LivenessSdk.Worker",
    ];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_summary_begins_as_that_of_dotnet(string library)
    {
        Assembly assembly = Assembly.Load(library);
        Dictionary<string, string> summaries = Summaries(Path.ChangeExtension(assembly.Location, ".xml"));
        int seen = 0;
        List<string> wrong = [];
        foreach (MemberInfo member in assembly.GetExportedTypes().Where(type => !IsContract(type)).SelectMany(type => type.GetMembers(Declared)))
        {
            if (BeginningOf(member) is { } beginning && summaries.TryGetValue(IdOf(member), out string? summary))
            {
                seen++;

                // A primary constructor has the summary of its type.
                bool isOfType = summaries.GetValueOrDefault($"T:{member.DeclaringType!.FullName}") == summary;
                if (!isOfType && !Regex.IsMatch(summary, $"^({beginning})"))
                {
                    wrong.Add($"{member.DeclaringType}.{member.Name}: {summary}");
                }
            }
        }

        seen.Should().BeGreaterThan(30);
        string.Join('\n', wrong).Should().BeEmpty();
    }

    /// <summary>Facts of a contract are sentences about what is true, not actions.</summary>
    private static bool IsContract(Type type) => type.Name.Contains("Contract", StringComparison.Ordinal);

    /// <summary>Returns the pattern that the summary of a member has to begin with; null where any form is right.</summary>
    private static string? BeginningOf(MemberInfo member) => member switch
    {
        MethodBase { IsPrivate: true } or MethodBase { IsAssembly: true } => null,
        ConstructorInfo { IsStatic: false } => "Initializes a new instance of the [A-Za-z0-9:`{}<>., ]+ (class|struct)",
        PropertyInfo property => Beginning(property),
        MethodInfo { IsSpecialName: false } => "[A-Z][a-z]+s ",
        _ => null,
    };

    private static string Beginning(PropertyInfo property)
    {
        bool isSet = property.SetMethod is { IsPublic: true } set
            && !set.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
        string verb = isSet ? "Gets or sets" : "Gets( or sets)?";
        return property.PropertyType == typeof(bool) ? $"{verb} a value indicating whether " : $"{verb} ";
    }

    /// <summary>Returns the name of a member in an XML file, without parameters: overloads are written alike.</summary>
    private static string IdOf(MemberInfo member)
    {
        string type = member.DeclaringType!.FullName!.Replace('+', '.');
        return member is PropertyInfo ? $"P:{type}.{member.Name}" : $"M:{type}.{member.Name.Replace('.', '#')}";
    }

    private static Dictionary<string, string> Summaries(string file)
    {
        Dictionary<string, string> summaries = [];
        foreach (XElement member in XDocument.Load(file).Descendants("member").Where(member => member.Element("summary") is not null))
        {
            XElement summary = member.Element("summary")!;
            string text = string.Concat(summary.DescendantNodes().Select(node => node switch
            {
                XText words => words.Value,
                XElement { Name.LocalName: "see" } reference => (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword"),
                _ => "",
            }));
            string name = Parameters().Replace(member.Attribute("name")!.Value, "");
            string id = name.Replace("..ctor", ".#ctor", StringComparison.Ordinal);
            string words = Spaces().Replace(text, " ").Trim();

            // Of overloads, the first that is written otherwise than the others counts.
            if (!summaries.TryAdd(id, words) && !words.StartsWith(summaries[id].Split(' ')[0], StringComparison.Ordinal))
            {
                summaries[id] = words;
            }
        }

        return summaries;
    }

    [GeneratedRegex(@"(``\d+)?(\(.*)?(~.*)?$")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
