using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace LivenessSdk.Simulator;

/// <summary>Issues tokens in the format of a JWT with a random signature, and validates them.</summary>
internal sealed class TokenIssuer
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiries = new(StringComparer.Ordinal);

    public string Issue(string algorithm, string type, DateTimeOffset expiry)
    {
        string header = Encode(new JsonObject { ["typ"] = "JWT", ["alg"] = algorithm });
        string payload = Encode(new JsonObject
        {
            ["token_type"] = type, ["exp"] = expiry.ToUnixTimeSeconds(), ["jti"] = Guid.NewGuid().ToString("N"), ["user_id"] = 1,
        });
        string token = $"{header}.{payload}.{WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32))}";
        _expiries[token] = expiry;
        return token;
    }

    public bool IsValid(string? token, DateTimeOffset now) =>
        token is not null && _expiries.TryGetValue(token, out DateTimeOffset expiry) && now < expiry;

    /// <summary>Uses a one-time token: of several concurrent calls, only one returns true.</summary>
    public bool Redeem(string? token, DateTimeOffset now) =>
        token is not null && _expiries.TryRemove(token, out DateTimeOffset expiry) && now < expiry;

    public void ExpireAll() => _expiries.Clear();

    private static string Encode(JsonObject part) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
