using System.Globalization;
using System.Net.Http.Headers;

namespace LivenessSdk.Providers;

/// <summary>Reads how long a vendor asks to wait.</summary>
internal static class RetryAfterHeader
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Reads the header, given as seconds or as a date. Of several values, the longest counts.</summary>
    /// <returns>From zero to 24 hours; <see langword="null"/> if the header is absent or cannot be read.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider timeProvider)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
        {
            return null;
        }

        TimeSpan? longest = null;
        foreach (string value in values)
        {
            TimeSpan? wait = Read(value, timeProvider) ?? value.Split(',').Max(part => Read(part, timeProvider));
            longest = longest is null || wait > longest ? wait : longest;
        }

        return longest;
    }

    private static TimeSpan? Read(string text, TimeProvider timeProvider)
    {
        if (double.TryParse(text.AsSpan().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0)
        {
            return seconds < s_longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : s_longest;
        }

        return RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? value) && value.Date is { } date
            ? Clamp(date - timeProvider.GetUtcNow())
            : null;
    }

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero : wait < s_longest ? wait : s_longest;
}
