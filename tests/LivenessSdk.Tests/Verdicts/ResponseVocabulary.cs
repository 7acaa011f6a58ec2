using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Generates responses over everything that a vendor's recorded responses say: every field in every state that a response may have it in.</summary>
internal sealed class ResponseVocabulary
{
    private static readonly string[] s_oddValues =
    [
        "null", "true", "false", "0", "1", "-1", "0.5", "49.9", "50", "50.1", "100.1", "1e400", "\"\"", "\"true\"", "\"FALSE\"", "\" False \"", "\"50\"", "\"0,5\"", "\"٥٠\"",
        "\"INVALID\"", "\"\\ud800\"", "[]", "{}", "[true]",
    ];

    private static readonly string[] s_unknownMembers =
    [
        "\"unknown\":[1,{\"status\":true},\"x\"]", "\"\":1", "\"live.ness\":{\"NEW.CODE\":\"x\"}", "\"liveness.result\":true", "\"status\\u0000\":200", "\"\\u0073core\":1", "\"İd\":\"ı\"",
    ];

    private readonly Gen<RecordedResponse> _responses;

    /// <param name="responses">The recorded responses: their bodies make up the vocabulary.</param>
    /// <param name="values">The vendor's words and limits as JSON text, which may stand at every place.</param>
    public ResponseVocabulary(IReadOnlyCollection<RecordedResponse> responses, IReadOnlyCollection<string> values)
    {
        string[] oddValues = [.. s_oddValues, .. values];

        // A response is made of the fields of its own kind, told by the name's first word, or of those of all kinds together.
        Field[] all = Fields(responses);
        var kinds = responses.GroupBy(response => response.Name.Split('-')[0])
            .SelectMany(kind => new[] { (kind.First().Name, Fields: Fields(kind)), (kind.First().Name, Fields: all) });
        Gen<int> statuses = Gen.Frequency(
            (12, Gen.Constant(200)), (4, Gen.Elements(responses.Select(response => response.Status))), (1, Gen.Elements(201, 302, 401, 402, 413, 422, 429, 500, 503)));
        _responses =
            from kind in Gen.Elements(kinds)
            from status in statuses
            from members in Members(kind.Fields, oddValues)
            select new RecordedResponse(kind.Name, status, System.Text.Encoding.UTF8.GetBytes($"{{{string.Join(',', members.Own.Concat(members.Lifted))}}}"));
    }

    /// <summary>Generates the same responses for the same seed.</summary>
    public IEnumerable<RecordedResponse> Generate(int count, ulong seed) => _responses.Sample(count, new Rnd(seed), 50);

    private static Field[] Fields(IEnumerable<RecordedResponse> responses)
    {
        List<JsonElement> bodies = [];
        foreach (RecordedResponse response in responses)
        {
            using JsonDocument document = JsonDocument.Parse(response.Body);
            bodies.Add(document.RootElement.Clone());
        }

        return Fields(bodies);
    }

    private static Field[] Fields(IEnumerable<JsonElement> objects) =>
    [
        .. objects
            .SelectMany(element => element.EnumerateObject())
            .GroupBy(property => property.Name)
            .Select(group => new Field(
                group.Key,
                [.. group.Where(property => property.Value.ValueKind != JsonValueKind.Object).Select(property => property.Value.GetRawText()).Distinct()],
                Fields(group.Where(property => property.Value.ValueKind == JsonValueKind.Object).Select(property => property.Value)))),
    ];

    private static Gen<MemberTexts> Members(Field[] fields, string[] oddValues) =>
        from members in Gen.CollectToArray(fields, field => Member(field, oddValues))
        from unknown in Gen.Frequency((20, Gen.Constant<string[]>([])), (1, Gen.Elements(s_unknownMembers).Select(member => (string[])[member])))
        select new MemberTexts([.. members.SelectMany(member => member.Own), .. unknown], [.. members.SelectMany(member => member.Lifted)]);

    private static Gen<MemberTexts> Member(Field field, string[] oddValues)
    {
        Gen<MemberTexts> values = field.Values.Length > 0 ? Values(field).Select(value => Own(field, value)) : Gen.Constant(MemberTexts.None);
        Gen<MemberTexts> sections = Members(field.Members, oddValues).Select(below => new MemberTexts([Text(field, $"{{{string.Join(',', below.Own)}}}"), .. below.Lifted], []));
        Gen<MemberTexts> usual =
            field.Members.Length == 0 ? values
            : field.Values.Length == 0 ? sections
            : Gen.Frequency((8, sections), (1, values));
        Gen<string> odd = Gen.Elements(oddValues);
        return Gen.Frequency(
            (30, usual),
            (3, Gen.Constant(MemberTexts.None)),
            (3, odd.Select(value => Own(field, value))),
            (1, usual.Select(member => Each(member, value => $"[{value}]"))),
            (1, usual.Select(member => Each(member, Quoted))),
            (1, from first in usual from second in odd select new MemberTexts([.. first.Own, Text(field, second)], first.Lifted)),
            (1, usual.Select(member => member with { Own = [.. member.Own.Select(ToOtherCase)] })),
            (1, usual.Select(member => new MemberTexts([], member.Own))),
            (1, usual.Select(member => Each(member, value => $"{{\"value\":{value}}}"))),
            (1, usual.Select(member => new MemberTexts([$"\"data\":{{{string.Join(',', member.Own)}}}"], []))));
    }

    private static Gen<string> Values(Field field) =>
        Array.Exists(field.Values, value => value is "true" or "false")
            ? Gen.Frequency((6, Gen.Elements(field.Values)), (1, Gen.Elements("true", "false")))
            : Gen.Elements(field.Values);

    private static MemberTexts Own(Field field, string value) => new([Text(field, value)], []);

    private static string Text(Field field, string value) => $"\"{field.Name}\":{value}";

    private static MemberTexts Each(MemberTexts member, Func<string, string> change) =>
        member with { Own = [.. member.Own.Select(text => $"{text[..(text.IndexOf(':') + 1)]}{change(text[(text.IndexOf(':') + 1)..])}")] };

    private static string Quoted(string value) => value.StartsWith('"') ? value : JsonSerializer.Serialize(value);

    private static string ToOtherCase(string text) => $"{text[..text.IndexOf(':')].ToUpperInvariant()}{text[text.IndexOf(':')..]}";

    private sealed record Field(string Name, string[] Values, Field[] Members);

    /// <summary>Holds members of an object as JSON text, and those that come to stand one level too high.</summary>
    private sealed record MemberTexts(string[] Own, string[] Lifted)
    {
        public static MemberTexts None { get; } = new([], []);
    }
}
