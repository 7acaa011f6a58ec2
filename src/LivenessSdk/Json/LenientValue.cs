using System.Globalization;
using System.Text.Json;
#if NET9_0_OR_GREATER
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace LivenessSdk.Providers;

/// <summary>Reads single values of a reply: lenient in spelling, strict in meaning, in any culture.</summary>
internal static class LenientValue
{
    /// <summary>Lists every string at and below a value; one that cannot be decoded as it was sent.</summary>
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

    /// <summary>Reads a number, or a string that holds one; null for anything else.</summary>
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

    /// <summary>Reads a string; null where an escape in it stands for no character.</summary>
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

    /// <summary>Reads a word or a boolean in lower case; null for anything else.</summary>
    public static string? ToWord(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.String => ToText(element)?.Trim().ToLowerInvariant(),
            _ => null,
        };

    /// <summary>Reads a boolean, or a string that holds one; null for anything else.</summary>
    public static bool? ToBoolean(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(ToText(element), out bool value) => value,
            _ => null,
        };
}
