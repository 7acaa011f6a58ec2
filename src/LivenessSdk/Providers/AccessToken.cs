using System.Diagnostics;

namespace LivenessSdk;

/// <summary>Holds an access token and when to replace it.</summary>
internal sealed class AccessToken
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset _renewal;
    private readonly DateTimeOffset _expiry;

    /// <param name="value">The token, as it goes into the header.</param>
    /// <param name="now">When it was obtained.</param>
    /// <param name="assumedLifetime">How long it lasts if it does not say so itself; null for "until it is rejected".</param>
    /// <param name="refreshToken">What it can be renewed with; null for the credentials only.</param>
    public AccessToken(string value, DateTimeOffset now, TimeSpan? assumedLifetime = null, string? refreshToken = null)
    {
        Value = value;
        RefreshToken = refreshToken;

        // A token that is expired on arrival tells of two clocks that disagree, not of its lifetime.
        DateTimeOffset? told = JsonWebToken.ReadExpiry(value);
        _expiry = told > now ? told.Value : now + assumedLifetime ?? DateTimeOffset.MaxValue;

        // A token that lasts less than twice the margin is renewed at half its time, or every message would renew it.
        TimeSpan half = (_expiry - now) / 2;
        _renewal = _expiry - (half < s_margin ? half : s_margin);
    }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? RefreshToken { get; }

    /// <summary>Finds out whether the time to renew it has come: at most 60 seconds left.</summary>
    public bool IsDue(DateTimeOffset now) => now >= _renewal;

    public bool IsExpired(DateTimeOffset now) => now >= _expiry;

    /// <summary>Finds out whether a text can stand in a header as a token.</summary>
    public static bool IsUsable(string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
