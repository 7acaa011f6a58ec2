using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace LivenessSdk.Providers;

/// <summary>Reads the one thing that a client may learn from its access token: when it expires. Nothing is verified; that is for the vendor.</summary>
internal static class JsonWebToken
{
    private static readonly double s_latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads the claim <c>exp</c>; null where the token is no readable JWT or has no such claim.</summary>
    public static DateTimeOffset? ReadExpiry(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3 || Decode(parts[1]) is not { } payload)
        {
            return null;
        }

        try
        {
            using JsonDocument claims = JsonDocument.Parse(payload);
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out JsonElement exp)
                && exp.ValueKind == JsonValueKind.Number
                && exp.TryGetDouble(out double seconds)
                && seconds >= 0
                && seconds <= s_latest
                ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string base64Url)
    {
        string base64 = base64Url.Replace('-', '+').Replace('_', '/');
        byte[] decoded = Encoding.UTF8.GetBytes(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
        return Base64.DecodeFromUtf8InPlace(decoded, out int length) == System.Buffers.OperationStatus.Done ? decoded[..length] : null;
    }
}
