using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LivenessSdk.AspNetCore.Challenges;

/// <summary>Identifies a browser session by its own cookie and the signed-in user.</summary>
internal static class CheckSession
{
    public const string CookieName = "liveness-session";

    private const int CookieBytes = 16;

    /// <summary>Gets the value that binds a challenge to this browser and user, and sets the cookie if there is none.</summary>
    public static string GetOrCreate(HttpContext context)
    {
        if (FindCookie(context) is { } cookie)
        {
            return Bind(context, cookie);
        }

        string created = Convert.ToHexString(RandomNumberGenerator.GetBytes(CookieBytes));
        context.Response.Cookies.Append(CookieName, created, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
        });
        return Bind(context, created);
    }

    /// <summary>Determines whether a binding belongs to this browser and user.</summary>
    public static bool Matches(HttpContext context, string binding) =>
        FindCookie(context) is { } cookie
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Bind(context, cookie)), Encoding.ASCII.GetBytes(binding));

    private static string? FindCookie(HttpContext context) =>
        context.Request.Cookies[CookieName] is { Length: CookieBytes * 2 } cookie && cookie.All(char.IsAsciiHexDigitUpper) ? cookie : null;

    private static string Bind(HttpContext context, string cookie)
    {
        string? user = context.User.Identity?.IsAuthenticated == true
            ? context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? context.User.FindFirstValue("sub") ?? context.User.Identity.Name
            : null;
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{cookie} {user}")));
    }
}
