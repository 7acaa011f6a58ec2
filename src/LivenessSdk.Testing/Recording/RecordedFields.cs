using System.Globalization;
using System.Text.Json;

namespace LivenessSdk.Testing;

/// <summary>Represents the fields of a vendor's responses that a recording may contain: the verdicts, scores and codes of its contract. Everything else is omitted.</summary>
/// <remarks>
/// Numbers, <c>true</c>, <c>false</c> and <c>null</c> of these fields are recorded, and of their texts those that are numbers or
/// known words. Any other text, and a number beyond ±10,000, which may be a name or an id, becomes <c>"scrubbed"</c>.
/// </remarks>
public sealed partial class RecordedFields
{
    private const string Scrubbed = "scrubbed";
    private const string StandIn = "recorded";
    private const double LargestNumber = 10_000;
    private const int LongestNumber = 10;

    private readonly HashSet<string> _values;
    private readonly HashSet<string> _containers;
    private readonly HashSet<string> _references;
    private readonly HashSet<string> _words;

    /// <summary>Initializes a new instance of the <see cref="RecordedFields"/> class for your own vendor.</summary>
    /// <param name="values">The paths of fields with a value, such as <c>result.score</c>. <c>#</c> at the end of a name represents a number, as in <c>image#</c>; the last name may be <c>*</c>, which represents any of <paramref name="words"/>.</param>
    /// <param name="words">The texts that the vendor's contract defines, such as its error codes.</param>
    /// <param name="references">The paths of texts that a later request must repeat, such as tokens. They are recorded as <c>"recorded"</c>.</param>
    public RecordedFields(IEnumerable<string> values, IEnumerable<string> words, IEnumerable<string>? references = null)
    {
        _values = new HashSet<string>(values, StringComparer.OrdinalIgnoreCase);
        _words = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
        _references = new HashSet<string>(references ?? [], StringComparer.OrdinalIgnoreCase);
        _containers = new HashSet<string>(_values.Concat(_references).SelectMany(Parents), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Writes what may be recorded of a body; <c>null</c> if it is not JSON.</summary>
    internal void Write(ReadOnlyMemory<byte> body, Utf8JsonWriter writer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            Write(document.RootElement, "", writer);
        }
        catch (JsonException)
        {
            writer.WriteNullValue();
        }
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (int dot = path.LastIndexOf('.'); dot >= 0; dot = path.LastIndexOf('.', dot - 1))
        {
            yield return path[..dot];
        }

        yield return "";
    }

    private void Write(JsonElement element, string path, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when _containers.Contains(path):
                WriteMembers(element, path, writer);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(item, path, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when _references.Contains(path) && element.GetString() != "":
                writer.WriteStringValue(StandIn);
                break;
            case JsonValueKind.String when _values.Contains(path) && IsKnown(element.GetString()!):
            case JsonValueKind.Number when _values.Contains(path) && Math.Abs(element.GetDouble()) <= LargestNumber:
            case JsonValueKind.True or JsonValueKind.False when _values.Contains(path):
                element.WriteTo(writer);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                writer.WriteStringValue(Scrubbed);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void WriteMembers(JsonElement element, string path, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            string numbered = $"{name.TrimEnd("0123456789".ToCharArray())}#";
            string any = $"{path}.*";
            string? known =
                IsListed(name) ? name
                : numbered.Length <= name.Length && IsListed(numbered) ? numbered
                : _values.Contains(any) && _words.Contains(member.Name) ? any
                : null;
            if (known is not null)
            {
                writer.WritePropertyName(member.Name);
                Write(member.Value, known, writer);
            }
        }

        writer.WriteEndObject();
    }

    private bool IsListed(string path) => _values.Contains(path) || _references.Contains(path) || _containers.Contains(path);

    private bool IsKnown(string text) =>
        text.Length == 0
        || _words.Contains(text)
        || (text.Length <= LongestNumber
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && Math.Abs(number) <= LargestNumber);
}
