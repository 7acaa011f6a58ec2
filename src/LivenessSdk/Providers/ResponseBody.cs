using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace LivenessSdk.Providers;

/// <summary>Reads the body of a reply into memory, up to a limit that no honest reply comes near.</summary>
internal static class ResponseBody
{
    /// <summary>The most bytes that a body may have once decompressed.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Specifies what is wrong with a body beyond the limit.</summary>
    public const string TooLong = "The reply is longer than 1 MiB, and a verdict is never that long. Check the Endpoint of the registration.";

    private const int FirstBufferBytes = 4096;

    /// <summary>Reads a body.</summary>
    /// <returns>The body, or null when it is longer than <see cref="MaxBytes"/>; then the rest was left unread.</returns>
    public static async ValueTask<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        long? announced = ReadLength(content.Headers);
        if (announced > MaxBytes)
        {
            return null;
        }

        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // One byte more than announced, so that the end is met without another buffer.
            byte[] buffer = ArrayPool<byte>.Shared.Rent((int)(announced + 1 ?? FirstBufferBytes));
            int length = 0;
            try
            {
                int read;
                while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
                {
                    length += read;
                    if (length > MaxBytes)
                    {
                        return null;
                    }

                    if (length == buffer.Length)
                    {
                        buffer = Grow(buffer);
                    }
                }

                return buffer.AsSpan(0, length).ToArray();
            }
            finally
            {
                Return(buffer, length);
            }
        }
    }

    /// <summary>Reads the length that the vendor announced. It is only a hint, so that the header is not parsed into an object of its own.</summary>
    private static long? ReadLength(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Length", out HeaderStringValues values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : null;

    private static byte[] Grow(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        Return(buffer, buffer.Length);
        return larger;
    }

    /// <summary>Returns a buffer, wiped first because a reply may hold personal data.</summary>
    private static void Return(byte[] buffer, int used)
    {
        buffer.AsSpan(0, used).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
    }
}

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
