using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the response of a vendor.</summary>
public sealed class ProviderResponse
{
    /// <summary>The maximum size of a body once decompressed, which no honest response comes near.</summary>
    private const int MaxBodyBytes = 1024 * 1024;

    private const int FirstBufferBytes = 4096;

    // Few callers look at the headers, so the dictionary is made for those who do. The message itself is not kept: it contains the photo.
    private KeyValuePair<string, string>[] _headers = [];

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private ReadOnlyMemory<byte> _body;

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>Gets the body, decompressed, at most 1 MiB; empty if it was dropped as <see cref="KeepResponse"/> says. It may contain personal data.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public ReadOnlyMemory<byte> Body
    {
        get => _body;
        init => _body = value;
    }

    /// <summary>Gets how long the vendor asks to wait, or <see langword="null"/> if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the headers by their names, in any case; values of one name are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get => field ??= ReadHeaders();
        init => (_headers, field) = (value is null ? [] : [.. value], value);
    }

    /// <summary>Gets a value indicating whether the status is from 200 to 299. A success is not a verdict.</summary>
    [JsonIgnore]
    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    /// <summary>Gets a value indicating whether this answers a billable request.</summary>
    internal bool AnswersBillable { get; private init; }

    /// <summary>Returns the status and the size of the body, never its content.</summary>
    public override string ToString() => $"HTTP {(int)StatusCode}, {Body.Length} bytes";

    /// <summary>Creates a response from a message whose body is yet to be read.</summary>
    internal static ProviderResponse FromHead(HttpResponseMessage message, bool answersBillable, TimeProvider timeProvider)
    {
        HttpHeadersNonValidated headers = message.Headers.NonValidated;
        HttpHeadersNonValidated contentHeaders = message.Content.Headers.NonValidated;
        KeyValuePair<string, string>[] copy = new KeyValuePair<string, string>[headers.Count + contentHeaders.Count];
        int count = 0;
        foreach (KeyValuePair<string, HeaderStringValues> header in headers)
        {
            copy[count++] = new(header.Key, header.Value.ToString());
        }

        foreach (KeyValuePair<string, HeaderStringValues> header in contentHeaders)
        {
            copy[count++] = new(header.Key, header.Value.ToString());
        }

        return new ProviderResponse
        {
            StatusCode = message.StatusCode,
            AnswersBillable = answersBillable,
            RetryAfter = RetryAfterHeader.Read(message.Headers, timeProvider),
            _headers = copy,
        };
    }

    /// <summary>Reads the body into memory, before anybody else has seen the response.</summary>
    /// <returns>False when the body is longer than 1 MiB; then the rest was left unread.</returns>
    internal async ValueTask<bool> TryReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        long? announced = ReadLength(content.Headers);
        if (announced > MaxBodyBytes)
        {
            return false;
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
                    if (length > MaxBodyBytes)
                    {
                        return false;
                    }

                    if (length == buffer.Length)
                    {
                        buffer = Grow(buffer);
                    }
                }

                _body = buffer.AsSpan(0, length).ToArray();
                return true;
            }
            finally
            {
                Return(buffer, length);
            }
        }
    }

    /// <summary>Returns the response without its body, which may contain personal data.</summary>
    internal ProviderResponse WithoutBody() =>
        Body.IsEmpty ? this : new() { StatusCode = StatusCode, AnswersBillable = AnswersBillable, RetryAfter = RetryAfter, _headers = _headers };

    /// <summary>Finds a header without making the dictionary of all.</summary>
    internal string? FindHeader(string name)
    {
        foreach ((string header, string value) in _headers)
        {
            if (header.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private Dictionary<string, string> ReadHeaders()
    {
        Dictionary<string, string> headers = new(_headers.Length, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in _headers)
        {
            headers[name] = value;
        }

        return headers;
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

    /// <summary>Clears a buffer, because a response may contain personal data, and returns it to the pool.</summary>
    private static void Return(byte[] buffer, int used)
    {
        buffer.AsSpan(0, used).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
    }
}

/// <summary>Reads the <c>Retry-After</c> header.</summary>
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
