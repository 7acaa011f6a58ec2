using System.Net.Http.Headers;
using System.Text;

namespace LivenessSdk.Providers;

/// <summary>Brings the text of a response into UTF-8, whatever its vendor's servers and gateways made of it.</summary>
internal static class ResponseText
{
    private static readonly UnicodeEncoding s_littleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding s_bigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Returns the text without a byte order mark and without NULs at its end, in UTF-8.</summary>
    /// <returns>The text. It is not valid UTF-8 if the body cannot be decoded.</returns>
    public static ReadOnlySpan<byte> ToUtf8(ProviderResponse response)
    {
        ReadOnlySpan<byte> body = response.Body.Span;
        ReadOnlySpan<byte> text = FindEncoding(response, body) is { } encoding ? Transcode(body, encoding) : body;
        return (text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text).TrimEnd((byte)0);
    }

    /// <summary>Finds the encoding that the body is in if that is not UTF-8: the one that its mark shows, else the one that is declared.</summary>
    private static Encoding? FindEncoding(ProviderResponse response, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith<byte>([0xFF, 0xFE]) || body.StartsWith<byte>([0xFE, 0xFF]))
        {
            return body[0] == 0xFF ? s_littleEndian : s_bigEndian;
        }

        return ReadCharset(response)?.ToUpperInvariant() switch
        {
            "UTF-16" => body is [0, ..] ? s_bigEndian : s_littleEndian,
            "UTF-16LE" => s_littleEndian,
            "UTF-16BE" => s_bigEndian,
            "ISO-8859-1" or "ISO_8859-1" or "LATIN1" or "LATIN-1" or "L1" => Encoding.Latin1,
            _ => null,
        };
    }

    private static string? ReadCharset(ProviderResponse response) =>
        response.FindHeader("Content-Type") is { } type
        && type.Contains("charset", StringComparison.OrdinalIgnoreCase)
        && MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? value)
            ? value.CharSet?.Trim('"')
            : null;

    private static ReadOnlySpan<byte> Transcode(ReadOnlySpan<byte> body, Encoding encoding)
    {
        try
        {
            return Encoding.UTF8.GetBytes(encoding.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return body;
        }
    }
}
