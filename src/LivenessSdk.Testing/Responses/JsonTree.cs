using System.Text;
using System.Text.Json;

namespace LivenessSdk.Testing;

/// <summary>Represents JSON that can contain what JSON writers reject: duplicate names in an object, numbers beyond any range.</summary>
internal sealed class JsonTree
{
    private JsonTree(JsonValueKind kind, string text, List<JsonMember>? members = null)
    {
        Kind = kind;
        Text = text;
        Members = members ?? [];
    }

    /// <summary>Gets the kind.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>Gets the text of a value that is neither an object nor an array; otherwise empty.</summary>
    public string Text { get; }

    public bool IsContainer => Kind is JsonValueKind.Object or JsonValueKind.Array;

    /// <summary>Gets the members of an object or array; the items of an array have empty names.</summary>
    public List<JsonMember> Members { get; }

    public static JsonTree Object(params List<JsonMember> members) => new(JsonValueKind.Object, "", members);

    public static JsonTree Array(params List<JsonMember> members) => new(JsonValueKind.Array, "", members);

    public static JsonTree String(string text) => new(JsonValueKind.String, $"\"{JsonEncodedText.Encode(text)}\"");

    public static JsonTree Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Parse(document.RootElement);
    }

    public static JsonTree Parse(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Parse(document.RootElement);
    }

    public static JsonTree Parse(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => Object([.. element.EnumerateObject().Select(property => new JsonMember(property.Name, Parse(property.Value)))]),
            JsonValueKind.Array => Array([.. element.EnumerateArray().Select(item => new JsonMember("", Parse(item)))]),
            _ => new JsonTree(element.ValueKind, element.GetRawText()),
        };

    public JsonTree Clone() =>
        IsContainer
            ? new JsonTree(Kind, Text, Members.ConvertAll(member => new JsonMember(member.Name, member.Value.Clone())))
            : this;

    /// <summary>Lists the places below this node, from the top down.</summary>
    public IEnumerable<JsonPlace> Places(JsonPlace? parent = null)
    {
        for (int i = 0; i < Members.Count; i++)
        {
            JsonPlace place = new(this, i, parent);
            yield return place;
            foreach (JsonPlace below in Members[i].Value.Places(place))
            {
                yield return below;
            }
        }
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString()
    {
        StringBuilder text = new();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        if (!IsContainer)
        {
            text.Append(Text);
            return;
        }

        text.Append(Kind == JsonValueKind.Object ? '{' : '[');
        for (int i = 0; i < Members.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            if (Kind == JsonValueKind.Object)
            {
                string name = Members[i].Name;
                text = IsPlain(name) ? text.Append('"').Append(name).Append('"') : text.Append(String(name).Text);
                text.Append(':');
            }

            Members[i].Value.Write(text);
        }

        text.Append(Kind == JsonValueKind.Object ? '}' : ']');
    }

    /// <summary>Determines whether a name needs no escaping in JSON, as most names do not; this is fast for millions of them.</summary>
    private static bool IsPlain(string name)
    {
        foreach (char character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
            {
                return false;
            }
        }

        return true;
    }
}
