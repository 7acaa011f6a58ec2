using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Reads the language of the page, which the element sends as the accepted language.</summary>
internal static class RequestLanguage
{
    private const int MaxLanguages = 5;

    public static CultureInfo Of(HttpContext context)
    {
        foreach (Microsoft.Net.Http.Headers.StringWithQualityHeaderValue language in
            context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Take(MaxLanguages))
        {
            if (FindCulture(language.Value.ToString()) is { } culture)
            {
                return culture;
            }
        }

        return CultureInfo.CurrentUICulture;
    }

    private static CultureInfo? FindCulture(string name)
    {
        try
        {
            return name is "*" ? null : CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
