using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Reads a response for an oracle, as plainly as JSON can be read. It shares no code with the adapters.</summary>
internal sealed partial class PlainResponse
{
    private readonly JsonNode _root;

    private PlainResponse(JsonNode root)
    {
        _root = root;
    }

    /// <summary>Judges a response: by its HTTP status where it is no JSON object; in every way to read it where names appear twice in an object, in whatever case.</summary>
    /// <remarks>Then it is Live only where all of them are, and may always be refused.</remarks>
    public static CheckOutcomes Permit(RecordedResponse response, Func<PlainResponse, CheckOutcomes> judge)
    {
        CheckOutcomes[] versions = [.. Versions(response.Body).Select(judge)];
        CheckOutcomes any = versions.Aggregate(CheckOutcomes.None, (all, one) => all | one);
        return versions.Length switch
        {
            0 => HttpOracle.Permit(response.Status),
            1 => any,
            _ when versions.All(outcomes => outcomes.HasFlag(CheckOutcomes.Live)) => any | CheckOutcomes.UnexpectedResponse,
            _ => (any & ~CheckOutcomes.Live) | CheckOutcomes.UnexpectedResponse,
        };
    }

    /// <summary>Gets what stands at a path of names; null for nothing and for JSON null.</summary>
    public JsonNode? this[string path]
    {
        get
        {
            JsonNode? node = _root;
            foreach (string name in path.Split('.'))
            {
                node = node is JsonObject holder ? holder[name] : null;
            }

            return node;
        }
    }

    /// <summary>Lists the strings of the response, wherever they stand.</summary>
    public IEnumerable<string> Strings() => Strings(_root);

    /// <summary>Lists the strings at and below a node.</summary>
    public static IEnumerable<string> Strings(JsonNode? node) =>
        node switch
        {
            JsonObject holder => holder.SelectMany(member => Strings(member.Value)),
            JsonArray items => items.SelectMany(Strings),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => [Characters(value) ?? ""],
            _ => [],
        };

    /// <summary>Reads a number, or a string that holds one; null for anything else.</summary>
    public static double? Number(JsonNode? node)
    {
        string? text = node?.GetValueKind() switch
        {
            JsonValueKind.Number => node.ToJsonString(),
            JsonValueKind.String => Characters(node),
            _ => null,
        };
        return text is not null && NumberText().IsMatch(text) && double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
            ? number
            : null;
    }

    /// <summary>Reads true or false, or a string that holds one; null for anything else.</summary>
    public static bool? Truth(JsonNode? node) =>
        Word(node) switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    /// <summary>Reads a word or a boolean in lower case; null for anything else.</summary>
    public static string? Word(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.String => Characters(node)?.Trim().ToLowerInvariant(),
            _ => null,
        };

    /// <summary>Reads a string or a number as text; null for anything else.</summary>
    public static string? Text(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => Characters(node),
            JsonValueKind.Number => node.ToJsonString(),
            _ => null,
        };

    /// <summary>Reads a string; null where an escape in it stands for no character.</summary>
    private static string? Characters(JsonNode node)
    {
        try
        {
            return node.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static IReadOnlyList<PlainResponse> Versions(ReadOnlyMemory<byte> body)
    {
        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.Span);
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind != JsonValueKind.Object ? []
                : !HasNameTwice(document.RootElement) ? [new PlainResponse(JsonNode.Parse(text)!)]
                : [.. Enumerable.Range(0, Copies(document.RootElement)).Select(copy => new PlainResponse(Choose(document.RootElement, copy)!))];
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    private static bool HasNameTwice(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Any(HasNameTwice);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!names.Add(property.Name) || HasNameTwice(property.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Counts the ways to read an element: of a name that stands twice each copy, and each way to read that.</summary>
    private static int Copies(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase)
                .Max(group => (int?)(group.Count() * group.Max(property => Copies(property.Value)))) ?? 1,
            JsonValueKind.Array => element.EnumerateArray().Max(item => (int?)Copies(item)) ?? 1,
            _ => 1,
        };

    private static JsonNode? Choose(JsonElement element, int copy) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Object => new JsonObject(element.EnumerateObject()
                .GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase)
                .Select(group => (Chosen: group.ElementAt(copy % group.Count()), Copy: copy / group.Count()))
                .Select(member => KeyValuePair.Create(member.Chosen.Name, Choose(member.Chosen.Value, member.Copy)))),
            JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(item => Choose(item, copy))]),
            _ => JsonNode.Parse(element.GetRawText()),
        };

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberText();
}
