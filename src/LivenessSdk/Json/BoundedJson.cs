using System.Text.Json;
using System.Text.Unicode;

namespace LivenessSdk.Providers;

/// <summary>Parses JSON that is well-formed, and too small to exhaust anything: nothing is built of any other.</summary>
internal static class BoundedJson
{
    private const int MaxDepth = 32;
    private const int MaxTokens = 20_000;

    /// <summary>Parses a body; null where it is no such JSON.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> body)
    {
        if (!IsModest(body))
        {
            return null;
        }

        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

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

    /// <summary>Determines whether every escape in a name stands for a character; one that does not breaks every comparison with it.</summary>
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
}
