using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace LivenessSdk.Providers;

/// <summary>Represents an access token and the time to replace it.</summary>
public sealed class AccessToken
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset _renewal;
    private readonly DateTimeOffset _expiry;

    /// <summary>Initializes a new instance of the <see cref="AccessToken"/> class. A JWT with a claim <c>exp</c> expires at that time.</summary>
    /// <param name="value">The token, as it goes into the header.</param>
    /// <param name="now">The time at which it was obtained.</param>
    /// <param name="assumedLifetime">How long it lasts if it does not say so itself, or <see langword="null"/> for "until it is rejected".</param>
    /// <param name="refreshToken">The token to renew it with, or <see langword="null"/> if only the credentials do that.</param>
    public AccessToken(string value, DateTimeOffset now, TimeSpan? assumedLifetime = null, string? refreshToken = null)
    {
        Value = value;
        RefreshToken = refreshToken;

        // If a token is expired on arrival, the two clocks disagree, and its lifetime is unknown.
        DateTimeOffset? expiry = JsonWebToken.ReadExpiry(value);
        _expiry = expiry > now ? expiry.Value : now + assumedLifetime ?? DateTimeOffset.MaxValue;

        // A token that lasts less than twice the margin is renewed at half its time, or every message would renew it.
        TimeSpan half = (_expiry - now) / 2;
        _renewal = _expiry - (half < s_margin ? half : s_margin);
    }

    /// <summary>Gets the token, as it goes into the header.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value { get; }

    /// <summary>Gets the token to renew it with, or <see langword="null"/> if there is none.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? RefreshToken { get; }

    /// <summary>Determines whether it is time to renew the token: at most 60 seconds, or half of a shorter lifetime, are left.</summary>
    /// <param name="now">The current time.</param>
    public bool IsDue(DateTimeOffset now) => now >= _renewal;

    /// <summary>Determines whether the token has expired.</summary>
    /// <param name="now">The current time.</param>
    public bool IsExpired(DateTimeOffset now) => now >= _expiry;

    /// <summary>Determines whether a text can be sent in a header as a token.</summary>
    /// <param name="text">The text.</param>
    public static bool IsUsable([NotNullWhen(true)] string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}

/// <summary>Reads when an access token expires. Nothing is verified; that is for the vendor.</summary>
internal static class JsonWebToken
{
    private static readonly double s_latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads the claim <c>exp</c>, or <see langword="null"/> if the token is not a readable JWT or has no such claim.</summary>
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
