using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
#if NET9_0_OR_GREATER
using System.Runtime.InteropServices;
#endif

namespace LivenessSdk.Providers;

/// <summary>Parses the JSON of a response, whatever its vendor's servers and gateways made of the encoding, if it is well-formed and of reasonable size and depth.</summary>
internal static class BoundedJson
{
    private const int MaxDepth = 32;
    private const int MaxTokens = 20_000;

    private static readonly UnicodeEncoding s_littleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding s_bigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Parses the body of a response, or returns <see langword="null"/> if it is not such JSON.</summary>
    public static JsonElement? Parse(ProviderResponse response)
    {
        ReadOnlySpan<byte> text = ToUtf8(response);
        if (!IsWithinBounds(text))
        {
            return null;
        }

        Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    private static bool IsWithinBounds(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            return false;
        }

        Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            int tokens = 0;
            while (reader.Read())
            {
                if (++tokens > MaxTokens || (reader.TokenType == JsonTokenType.PropertyName && !IsDecodable(ref reader)))
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

    /// <summary>Determines whether every escape in a name is a valid character; an invalid one breaks every comparison with it.</summary>
    private static bool IsDecodable(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return true;
        }

        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Returns the text without a byte order mark and without NULs at its end, in UTF-8.</summary>
    /// <returns>The text. It is not valid UTF-8 if the body cannot be decoded.</returns>
    private static ReadOnlySpan<byte> ToUtf8(ProviderResponse response)
    {
        ReadOnlySpan<byte> body = response.Body.Span;
        ReadOnlySpan<byte> text = FindEncoding(response, body) is { } encoding ? Transcode(body, encoding) : body;
        return (text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text).TrimEnd((byte)0);
    }

    /// <summary>Finds the encoding that the body is in if that is not UTF-8: the one that its byte order mark shows, otherwise the declared one.</summary>
    private static Encoding? FindEncoding(ProviderResponse response, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith<byte>([0xFF, 0xFE]) || body.StartsWith<byte>([0xFE, 0xFF]))
        {
            return body[0] == 0xFF ? s_littleEndian : s_bigEndian;
        }

        return ReadCharset(response)?.ToUpperInvariant() switch
        {
            "UTF-16" => body is [0, ..] ? s_bigEndian : s_littleEndian,
            "UTF-16LE" => s_littleEndian,
            "UTF-16BE" => s_bigEndian,
            "ISO-8859-1" or "ISO_8859-1" or "LATIN1" or "LATIN-1" or "L1" => Encoding.Latin1,
            _ => null,
        };
    }

    private static string? ReadCharset(ProviderResponse response) =>
        response.FindHeader("Content-Type") is { } type
        && type.Contains("charset", StringComparison.OrdinalIgnoreCase)
        && MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? value)
            ? value.CharSet?.Trim('"')
            : null;

    private static ReadOnlySpan<byte> Transcode(ReadOnlySpan<byte> body, Encoding encoding)
    {
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return body;
        }
    }
}

/// <summary>Reads single values of a response: lenient in spelling, strict in meaning, in any culture.</summary>
internal static class LenientValue
{
    /// <summary>Lists every string at and below a value; one that cannot be decoded is listed as it was sent.</summary>
    public static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
            JsonValueKind.String => [ToText(element) ?? element.GetRawText()],
            _ => [],
        };

    /// <summary>Determines whether a property has a name, in whatever case.</summary>
    public static bool IsNamed(JsonProperty property, ReadOnlySpan<char> name)
    {
#if NET9_0_OR_GREATER
        // Without a string for each name.
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (!raw.Contains((byte)'\\'))
        {
            return raw.Length == name.Length && Ascii.EqualsIgnoreCase(raw, name);
        }
#endif
        return name.Equals(property.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a number, or a string that contains one, or returns <see langword="null"/> for anything else.</summary>
    public static double? ToNumber(JsonElement element)
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

    /// <summary>Reads a string, or returns <see langword="null"/> if it contains an invalid escape.</summary>
    public static string? ToText(JsonElement element)
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

    /// <summary>Reads a word or a boolean in lower case, or returns <see langword="null"/> for anything else.</summary>
    public static string? ToWord(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.String => ToText(element)?.Trim().ToLowerInvariant(),
            _ => null,
        };

    /// <summary>Reads a boolean, or a string that contains one, or returns <see langword="null"/> for anything else.</summary>
    public static bool? ToBoolean(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(ToText(element), out bool value) => value,
            _ => null,
        };
}
