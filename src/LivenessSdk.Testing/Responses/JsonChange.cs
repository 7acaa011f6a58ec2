using System.Text.Json;

namespace LivenessSdk.Testing;

/// <summary>Represents one kind of change of a vendor's response.</summary>
/// <param name="Name">The name of the change, for the message of a failing test.</param>
/// <param name="Fits">Determines whether the change is possible at a place and has an effect.</param>
/// <param name="Apply">Applies the change.</param>
internal sealed record JsonChange(string Name, Func<JsonPlace, bool> Fits, Action<JsonPlace> Apply)
{
    /// <summary>Lists the changes of structure, then one for each of the given values.</summary>
    public static JsonChange[] All(IEnumerable<string> values) => [.. s_structural, .. values.Select(SetTo)];

    private static readonly JsonChange[] s_structural =
    [
        new("delete", _ => true, place => place.Holder.Members.RemoveAt(place.Index)),
        new("negate", place => Negated(place.Value) is not null, place => place.Value = Negated(place.Value)!),
        new("retype to a string", place => place.Value.Kind != JsonValueKind.String, place => place.Value = JsonTree.String(place.Value.ToString())),
        new("take out of its quotes", place => Unquoted(place.Value) is not null, place => place.Value = Unquoted(place.Value)!),
        new("put into an array", _ => true, place => place.Value = JsonTree.Array(new JsonMember("", place.Value))),
        new("put into an object", _ => true, place => place.Value = JsonTree.Object(new JsonMember("value", place.Value))),
        new("rename", IsNamed, place => Rename(place, place.Member.Name + "_")),
        new("rename in capitals", IsNamed, place => Rename(place, place.Member.Name.ToUpperInvariant())),
        new("write twice", IsNamed, place => place.Holder.Members.Add(new JsonMember(place.Member.Name, place.Value.Clone()))),
        new("move up", place => IsNamed(place) && place.Parent is not null, MoveUp),
        new("move down into 'data'", IsNamed, place => place.Member = new JsonMember("data", JsonTree.Object(place.Member))),
        new("move down into a neighbor", place => IsNamed(place) && Neighbour(place) is not null, MoveDown),
        new("swap with the next", HasNext, SwapWithNext),
        new("add something unknown beside", IsNamed, place => place.Holder.Members.Add(new JsonMember("unknown", JsonTree.Parse("""{"status":[1,null,"x"]}""")))),
    ];

    private static JsonChange SetTo(string json)
    {
        JsonTree value = JsonTree.Parse(json);
        return new JsonChange($"set to {json}", place => place.Value.IsContainer || place.Value.Text != value.Text, place => place.Value = value.Clone());
    }

    private static bool IsNamed(JsonPlace place) => place.Holder.Kind == JsonValueKind.Object;

    private static JsonTree? Negated(JsonTree value) =>
        value switch
        {
            { Kind: JsonValueKind.True } or { Text: "\"true\"" } => JsonTree.Parse("false"),
            { Kind: JsonValueKind.False } or { Text: "\"false\"" } => JsonTree.Parse("true"),
            { Kind: JsonValueKind.Number, Text: ['-', .. string positive] } => JsonTree.Parse(positive),
            { Kind: JsonValueKind.Number } => JsonTree.Parse($"-{value.Text}"),
            _ => null,
        };

    private static JsonTree? Unquoted(JsonTree value)
    {
        string inner = value.Kind == JsonValueKind.String ? value.Text[1..^1] : "";
        bool isLiteral = inner is "true" or "false" || (inner.Length > 0 && inner.All(char.IsAsciiDigit) && inner[0] != '0');
        return isLiteral ? JsonTree.Parse(inner) : null;
    }

    private static void Rename(JsonPlace place, string name) => place.Member = place.Member with { Name = name };

    private static void MoveUp(JsonPlace place)
    {
        JsonMember member = place.Member;
        place.Holder.Members.RemoveAt(place.Index);
        place.Parent!.Holder.Members.Add(member);
    }

    private static void MoveDown(JsonPlace place)
    {
        JsonMember member = place.Member;
        JsonTree neighbour = Neighbour(place)!;
        place.Holder.Members.RemoveAt(place.Index);
        neighbour.Members.Add(member);
    }

    private static JsonTree? Neighbour(JsonPlace place) =>
        place.Holder.Members
            .Where((member, index) => index != place.Index && member.Value.Kind == JsonValueKind.Object)
            .Select(member => member.Value)
            .FirstOrDefault();

    private static bool HasNext(JsonPlace place) => place.Index + 1 < place.Holder.Members.Count;

    private static void SwapWithNext(JsonPlace place)
    {
        List<JsonMember> members = place.Holder.Members;
        (JsonMember first, JsonMember second) = (members[place.Index], members[place.Index + 1]);
        members[place.Index] = first with { Value = second.Value };
        members[place.Index + 1] = second with { Value = first.Value };
    }
}
