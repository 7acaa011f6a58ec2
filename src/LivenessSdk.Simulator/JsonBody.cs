using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace LivenessSdk.Simulator;

/// <summary>Reads a JSON body in one pass, and extracts the photos.</summary>
internal static class JsonBody
{
    private const int LongestText = 2048;

    /// <summary>Fills the record from <paramref name="body"/>, whose base64 is decoded in place; leaves it unchanged if the body is not JSON.</summary>
    public static void Read(RecordedRequest record, Memory<byte> body, IReadOnlySet<string> photoFields, bool keepPhotos)
    {
        var photos = new List<RecordedPhoto>();
        var remainder = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(remainder);
        var reader = new Utf8JsonReader(body.Span);
        var parents = new Stack<string>();
        string parent = "";
        string path = "";
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        string name = reader.GetString()!;
                        path = parent.Length == 0 ? name : $"{parent}.{name}";
                        writer.WritePropertyName(name);
                        continue;
                    case JsonTokenType.String when photoFields.Contains(path):
                        ReadPhoto(ref reader, body, path, keepPhotos, photos, writer);
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        parents.Push(parent);
                        parent = path = reader.TokenType == JsonTokenType.StartArray ? path + "[]" : path;
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        parent = path = parents.Pop();
                        break;
                }

                Copy(ref reader, writer);
            }
        }
        catch (JsonException)
        {
            return;
        }

        writer.Flush();
        JsonElement json = Parse(remainder.WrittenMemory);
        record.Json = json;
        record.Photos = photos;
        record.Fields = Scalars(json, photoFields);
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
            default: writer.WriteRawValue(reader.ValueSpan); break;
        }
    }

    private static void ReadPhoto(
        ref Utf8JsonReader reader, Memory<byte> body, string path, bool keep, List<RecordedPhoto> photos, Utf8JsonWriter writer)
    {
        // The reader has passed these bytes, so they can be decoded in place.
        Memory<byte> text = body.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (reader.ValueIsEscaped)
        {
            byte[] unescaped = new byte[text.Length];
            text = unescaped.AsMemory(0, reader.CopyString(unescaped));
        }

        PhotoEncoding encoding = Classify(text.Span);
        if (encoding is PhotoEncoding.Url or PhotoEncoding.Text && text.Length <= LongestText)
        {
            string shown = Encoding.UTF8.GetString(text.Span);
            photos.Add(new RecordedPhoto(path, encoding, shown));
            writer.WriteStringValue(shown);
            return;
        }

        writer.WriteNumberValue(text.Length);
        if (encoding == PhotoEncoding.Base64)
        {
            Base64.DecodeFromUtf8InPlace(text.Span, out int length);
            photos.Add(new RecordedPhoto(path, encoding, text[..length], keep));
        }
        else
        {
            photos.Add(new RecordedPhoto(path, encoding));
        }
    }

    private static PhotoEncoding Classify(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return PhotoEncoding.Empty;
        }

        ReadOnlySpan<byte> start = text[..Math.Min(text.Length, 100)];
        if (start.StartsWith("data:"u8) || start.IndexOf(";base64,"u8) >= 0)
        {
            return PhotoEncoding.DataUri;
        }

        if (start.StartsWith("https://"u8) || start.StartsWith("http://"u8))
        {
            return PhotoEncoding.Url;
        }

        if (!Base64.IsValid(text))
        {
            return PhotoEncoding.Text;
        }

        // .NET's decoder ignores white space; it is not known whether the vendors do.
        return text.IndexOfAny(" \t\r\n"u8) >= 0 ? PhotoEncoding.BrokenBase64 : PhotoEncoding.Base64;
    }

    private static Dictionary<string, string> Scalars(JsonElement json, IReadOnlySet<string> photoFields)
    {
        var fields = new Dictionary<string, string>();
        if (json.ValueKind != JsonValueKind.Object)
        {
            return fields;
        }

        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (photoFields.Contains(property.Name) || photoFields.Contains(property.Name + "[]"))
            {
                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().All(IsScalar))
            {
                fields[property.Name] = string.Join(',', property.Value.EnumerateArray().Select(Text));
            }
            else if (IsScalar(property.Value))
            {
                fields[property.Name] = Text(property.Value);
            }
        }

        return fields;
    }

    private static bool IsScalar(JsonElement element) =>
        element.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static string Text(JsonElement scalar) =>
        scalar.ValueKind == JsonValueKind.String ? scalar.GetString()! : scalar.GetRawText();
}
