using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace LivenessSdk;

/// <summary>Reads a vendor's reply by paths such as <c>result.liveness_score</c>: lenient in spelling, strict in meaning.</summary>
/// <remarks>
/// A number may stand as a string, a boolean as "true" or "false", whatever the thread's culture. A name that stands twice
/// in one object, and evidence of a type that cannot be read, make the reply unreadable: neither may be guessed.
/// JSON null counts as absent.
/// </remarks>
internal sealed class LenientJson
{
    private const int MaxDepth = 32;
    private const int MaxTokens = 20_000;
    private const int MaxChildren = 64;

    private readonly JsonElement _root;
    private readonly string _path;
    private readonly ProviderTransport _transport;
    private readonly ProviderResponse _response;

    private LenientJson(JsonElement root, string path, ProviderTransport transport, ProviderResponse response)
    {
        _root = root;
        _path = path;
        _transport = transport;
        _response = response;
    }

    /// <summary>Parses the body of a reply.</summary>
    /// <returns>The reply, or null when the body is no JSON object.</returns>
    public static LenientJson? Parse(ProviderResponse response, ProviderTransport transport)
    {
        if (!IsModest(response.Body.Span))
        {
            return null;
        }

        Utf8JsonReader reader = new(response.Body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        JsonElement root = JsonElement.ParseValue(ref reader);
        return root.ValueKind == JsonValueKind.Object ? new LenientJson(root, "", transport, response) : null;
    }

    /// <summary>Narrows the reply to the object at <paramref name="path"/>; null where there is none.</summary>
    public LenientJson? Section(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Object } element ? Narrow(element, path) : null;

    /// <summary>Lists the objects in the array at <paramref name="path"/>, at most 64; empty where there is none.</summary>
    public IEnumerable<LenientJson> Items(string path) => Elements(path).OfType<LenientJson>();

    /// <summary>Lists what stands in the array at <paramref name="path"/>, at most 64, with null for what is no object; empty where there is none.</summary>
    public IEnumerable<LenientJson?> Elements(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Take(MaxChildren).Select(item => item.ValueKind == JsonValueKind.Object ? Narrow(item, path) : null)
            : [];

    /// <summary>Lists the names in this object, at most 64.</summary>
    public IEnumerable<string> Names() => _root.EnumerateObject().Take(MaxChildren).Select(property => property.Name);

    /// <summary>Lists every string in this object, in whatever field and depth it stands; one that cannot be decoded as it was sent.</summary>
    public IEnumerable<string> Texts() => Texts(_root);

    /// <summary>Finds out whether something other than null stands at <paramref name="path"/>.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>Counts what stands at <paramref name="path"/>: the items of an array, the names of an object, else 1; 0 for nothing, null and an empty text.</summary>
    public int Count(string path) =>
        Find(path) switch
        {
            null => 0,
            { ValueKind: JsonValueKind.Array } array => array.GetArrayLength(),
            { ValueKind: JsonValueKind.Object } section => section.EnumerateObject().Count(),
            { ValueKind: JsonValueKind.String } text when text.ValueEquals("") => 0,
            _ => 1,
        };

    /// <summary>Reads an observation; null where it is absent or of another type.</summary>
    public string? Text(string path) =>
        Find(path) switch
        {
            { ValueKind: JsonValueKind.String } element => ToText(element),
            { ValueKind: JsonValueKind.Number } element => element.GetRawText(),
            _ => null,
        };

    /// <summary>Reads a verdict that may stand as a word or as a boolean, in lower case; null where it is absent.</summary>
    /// <exception cref="LivenessException">It is neither.</exception>
    public string? EvidenceWord(string path) =>
        Find(path) switch
        {
            null => null,
            { ValueKind: JsonValueKind.True } => "true",
            { ValueKind: JsonValueKind.False } => "false",
            { ValueKind: JsonValueKind.String } element when ToText(element) is { } text => text.Trim().ToLowerInvariant(),
            _ => throw Unreadable(path, "a word, true or false"),
        };

    /// <summary>Reads an observation; null where it is absent or of another type.</summary>
    public double? Number(string path) => Find(path) is { } element ? ToNumber(element) : null;

    /// <summary>Reads an observation from 0 to 1; null where it is absent, of another type or outside.</summary>
    public double? Fraction(string path) => Number(path) is >= 0 and <= 1 and { } number ? number : null;

    /// <summary>Reads an observation; null where it is absent or of another type.</summary>
    public bool? Boolean(string path) => Find(path) is { } element ? ToBoolean(element) : null;

    /// <summary>Reads a number that a verdict rests on; null where it is absent.</summary>
    /// <exception cref="LivenessException">It is no number, or outside the vendor's documented range.</exception>
    public double? EvidenceNumber(string path, double minimum, double maximum)
    {
        if (Find(path) is not { } element)
        {
            return null;
        }

        return ToNumber(element) is { } number && number >= minimum && number <= maximum
            ? number
            : throw Unreadable(path, string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}"));
    }

    /// <summary>Reads a boolean that a verdict rests on; null where it is absent.</summary>
    /// <exception cref="LivenessException">It is no boolean.</exception>
    public bool? EvidenceBoolean(string path)
    {
        if (Find(path) is not { } element)
        {
            return null;
        }

        return ToBoolean(element) ?? throw Unreadable(path, "true or false");
    }

    private static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            JsonValueKind.String => [ToText(element) ?? element.GetRawText()],
            _ => [],
        };

    private static double? ToNumber(JsonElement element)
    {
        double number;
        bool read = element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out number),
            JsonValueKind.String => TryParse(ToText(element), out number),
            _ => Fail(out number),
        };
        return read && double.IsFinite(number) ? number : null;

        static bool TryParse(string? text, out double number) => double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number);

        static bool Fail(out double number)
        {
            number = 0;
            return false;
        }
    }

    /// <summary>Reads a string; null where an escape in it stands for no character.</summary>
    private static string? ToText(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool? ToBoolean(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(ToText(element), out bool value) => value,
            _ => null,
        };

    /// <summary>Finds out whether the body is well-formed and too small to exhaust anything, without building a document.</summary>
    private static bool IsModest(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return false;
        }

        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            int tokens = 0;
            while (reader.Read())
            {
                if (++tokens > MaxTokens)
                {
                    return false;
                }
            }

            return tokens > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private JsonElement? Find(string path)
    {
        JsonElement element = _root;
        ReadOnlySpan<char> rest = path;
        while (true)
        {
            int dot = rest.IndexOf('.');
            if (Child(element, dot < 0 ? rest : rest[..dot], path) is not { } child)
            {
                return null;
            }

            if (dot < 0)
            {
                return child;
            }

            element = child;
            rest = rest[(dot + 1)..];
        }
    }

    private JsonElement? Child(JsonElement parent, ReadOnlySpan<char> name, string path)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement? found = null;
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            if (property.NameEquals(name))
            {
                found = found is null ? property.Value : throw Unreadable(path, "there once, but it stands twice");
            }
        }

        return found is { ValueKind: JsonValueKind.Null } ? null : found;
    }

    private LenientJson Narrow(JsonElement element, string path) => new(element, $"{_path}{path}.", _transport, _response);

    private LivenessException Unreadable(string path, string expected) =>
        _transport.CreateException(
            LivenessError.UnexpectedResponse, $"In the vendor's reply '{_path}{path}' was expected to be {expected}.", _response);
}
