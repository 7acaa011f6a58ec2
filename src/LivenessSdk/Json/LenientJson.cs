using System.Globalization;
using System.Text.Json;

namespace LivenessSdk.Providers;

/// <summary>Reads a vendor's response by paths such as <c>result.liveness_score</c>: lenient in spelling, strict in meaning.</summary>
/// <remarks>
/// A number may be a string, a boolean may be "true" or "false", whatever the thread's culture. A name that appears twice
/// in one object, in whatever case, and evidence of a type that cannot be read, make the response unreadable: neither may be guessed.
/// JSON null counts as absent. A value that is present but not of the type that is read is recorded as drift, under its path
/// in the vendor's contract.
/// </remarks>
public sealed class LenientJson
{
    /// <summary>The path of the value itself, if that is not an object.</summary>
    public const string Itself = "";

    private const int MaxChildren = 64;

    private readonly JsonElement _root;
    private readonly string _path;
    private readonly IResponseProblems _problems;
    private readonly ProviderResponse _response;

    private LenientJson(JsonElement root, string path, IResponseProblems problems, ProviderResponse response)
    {
        _root = root;
        _path = path;
        _problems = problems;
        _response = response;
    }

    /// <summary>Parses the body of a response.</summary>
    /// <returns>The root object, or <see langword="null"/> if the body is not a JSON object.</returns>
    internal static LenientJson? Parse(ProviderResponse response, IResponseProblems problems) =>
        BoundedJson.Parse(response) is { ValueKind: JsonValueKind.Object } root
            ? new LenientJson(root, "", problems, response)
            : null;

    /// <summary>Reads the object at <paramref name="path"/>, or returns <see langword="null"/> if there is none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="called">The path in the vendor's contract, if a number in <paramref name="path"/> depends on the check; otherwise <see langword="null"/>.</param>
    public LenientJson? Section(string path, string? called = null) =>
        Find(path) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Object } element => Narrow(element, called ?? path),
            _ => Drift<LenientJson>(called ?? path),
        };

    /// <summary>Lists the objects in the array at <paramref name="path"/>, at most 64; empty if there is no array.</summary>
    public IEnumerable<LenientJson> Items(string path) => Elements(path).OfType<LenientJson>();

    /// <summary>Lists the elements of the array at <paramref name="path"/>, at most 64, with <see langword="null"/> for each that is not an object; empty if there is no array.</summary>
    public IEnumerable<LenientJson?> Elements(string path) =>
        Find(path) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } array =>
                array.EnumerateArray().Take(MaxChildren).Select(item => item.ValueKind == JsonValueKind.Object ? Narrow(item, path) : Drift<LenientJson>(path)),
            _ => Drift<IEnumerable<LenientJson?>>(path) ?? [],
        };

    /// <summary>Lists the members of this object, of whatever type; empty if this is not an object. The names are the vendor's: do not use them in messages.</summary>
    /// <exception cref="LivenessException">There are more than 64, or two of the same name.</exception>
    public IReadOnlyList<(string Name, LenientJson Value)> Members()
    {
        if (_root.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        (string Name, LenientJson Value)[] members =
            [.. _root.EnumerateObject().Take(MaxChildren + 1).Select(property => (property.Name, Narrow(property.Value, "*")))];
        bool isOdd = members.Length > MaxChildren || members.DistinctBy(member => member.Name, StringComparer.OrdinalIgnoreCase).Count() < members.Length;
        return isOdd ? throw Unreadable("*", $"does not consist of at most {MaxChildren} different names") : members;
    }

    /// <summary>Lists every string in this object, at any depth; one that cannot be decoded is listed as it was sent.</summary>
    public IEnumerable<string> Texts() => LenientValue.Texts(_root);

    /// <summary>Determines whether a value other than JSON null is present at <paramref name="path"/>.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>Determines whether an array is present at <paramref name="path"/>.</summary>
    public bool HasArray(string path) => Find(path) is { ValueKind: JsonValueKind.Array };

    /// <summary>Records drift if nothing is present at <paramref name="path"/>, where the vendor's contract promises a value.</summary>
    public void Expect(string path)
    {
        if (!Has(path))
        {
            RecordDrift(path);
        }
    }

    /// <summary>Records that a field is missing, or not as the vendor's contract says.</summary>
    /// <param name="path">Its path in the contract, never a text from the response.</param>
    public void RecordDrift(string path) => _problems.RecordDrift($"{_path}{path}".TrimEnd('.'));

    /// <summary>Counts what is present at <paramref name="path"/>: the items of an array, the members of an object, otherwise 1; 0 if it is absent, JSON null or an empty string.</summary>
    public int Count(string path) =>
        Find(path) switch
        {
            null => 0,
            { ValueKind: JsonValueKind.Array } array => array.GetArrayLength(),
            { ValueKind: JsonValueKind.Object } section => section.EnumerateObject().Count(),
            { ValueKind: JsonValueKind.String } text when text.ValueEquals("") => 0,
            _ => 1,
        };

    /// <summary>Reads an observation, or returns <see langword="null"/> if it is absent or of another type.</summary>
    public string? Text(string path) =>
        Find(path) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } element => LenientValue.ToText(element),
            { ValueKind: JsonValueKind.Number } element => element.GetRawText(),
            _ => Drift<string>(path),
        };

    /// <summary>Reads an observation that may be a word or a boolean, in lower case, or returns <see langword="null"/> if it is absent or of another type.</summary>
    public string? Word(string path) => Find(path) is { } element ? LenientValue.ToWord(element) ?? Drift<string>(path) : null;

    /// <summary>Reads a verdict that may be a word or a boolean, in lower case, or returns <see langword="null"/> if it is absent.</summary>
    /// <exception cref="LivenessException">It is neither.</exception>
    public string? EvidenceWord(string path) =>
        Find(path) is { } element ? LenientValue.ToWord(element) ?? throw Unreadable(path, "is neither a word nor true or false") : null;

    /// <summary>Reads an observation, or returns <see langword="null"/> if it is absent, of another type or outside the vendor's documented range.</summary>
    public double? Number(string path, double minimum = double.MinValue, double maximum = double.MaxValue)
    {
        if (Find(path) is not { } element)
        {
            return null;
        }

        if (LenientValue.ToNumber(element) is { } number && number >= minimum && number <= maximum)
        {
            return number;
        }

        RecordDrift(path);
        return null;
    }

    /// <summary>Reads an observation, or returns <see langword="null"/> if it is absent or of another type.</summary>
    public bool? Boolean(string path)
    {
        if (Find(path) is not { } element)
        {
            return null;
        }

        bool? value = LenientValue.ToBoolean(element);
        if (value is null)
        {
            RecordDrift(path);
        }

        return value;
    }

    /// <summary>Reads a number that a verdict rests on, or returns <see langword="null"/> if it is absent.</summary>
    /// <exception cref="LivenessException">It is not a number, or is outside the vendor's documented range.</exception>
    public double? EvidenceNumber(string path, double minimum, double maximum)
    {
        if (Find(path) is not { } element)
        {
            return null;
        }

        return LenientValue.ToNumber(element) is { } number && number >= minimum && number <= maximum
            ? number
            : throw Unreadable(path, string.Create(CultureInfo.InvariantCulture, $"is not a number from {minimum} to {maximum}"));
    }

    /// <summary>Reads a boolean that a verdict rests on, or returns <see langword="null"/> if it is absent.</summary>
    /// <exception cref="LivenessException">It is not a boolean.</exception>
    public bool? EvidenceBoolean(string path)
    {
        if (Find(path) is not { } element)
        {
            return null;
        }

        return LenientValue.ToBoolean(element) ?? throw Unreadable(path, "is neither true nor false");
    }

    private JsonElement? Find(string path)
    {
        if (path.Length == 0)
        {
            return _root.ValueKind == JsonValueKind.Null ? null : _root;
        }

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
            if (parent.ValueKind != JsonValueKind.Null)
            {
                RecordDrift(path);
            }

            return null;
        }

        JsonElement? found = null;
        bool hasTwin = false;
        foreach (JsonProperty property in parent.EnumerateObject())
        {
            if (property.NameEquals(name))
            {
                hasTwin |= found is not null;
                found = property.Value;
            }
            else
            {
                hasTwin |= LenientValue.IsNamed(property, name);
            }
        }

        // A name that is present only in another case is not the contract's, and counts as absent.
        if (hasTwin && found is not null)
        {
            throw Unreadable(path, "appears twice");
        }

        return found is { ValueKind: JsonValueKind.Null } ? null : found;
    }

    private LenientJson Narrow(JsonElement element, string path) => new(element, $"{_path}{path}.", _problems, _response);

    private T? Drift<T>(string path)
        where T : class
    {
        RecordDrift(path);
        return null;
    }

    private LivenessException Unreadable(string path, string problem)
    {
        RecordDrift(path);
        return _problems.CreateException(
            LivenessError.UnexpectedResponse, $"The response cannot be read: '{_path}{path}' {problem}.", _response, null);
    }
}
