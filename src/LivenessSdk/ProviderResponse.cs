using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents a vendor's reply as it came over the wire.</summary>
public sealed class ProviderResponse
{
    // Few callers look at the headers, so the dictionary is made for those who do. The message itself is not kept: it holds the photo.
    private KeyValuePair<string, string>[] _headers = [];

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private ReadOnlyMemory<byte> _body;

    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>Gets the body, decompressed, at most 1 MiB; empty where <see cref="KeepResponse"/> dropped it. It may hold personal data.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public ReadOnlyMemory<byte> Body
    {
        get => _body;
        init => _body = value;
    }

    /// <summary>Gets how long the vendor asks to wait; null where it did not say.</summary>
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

    /// <summary>Takes status and headers from a message whose body is yet to be read.</summary>
    internal static ProviderResponse WithoutBody(HttpResponseMessage message, bool answersBillable, TimeSpan? retryAfter)
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

        return new ProviderResponse { StatusCode = message.StatusCode, AnswersBillable = answersBillable, RetryAfter = retryAfter, _headers = copy };
    }

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

    /// <summary>Takes the body, once, before anybody else has seen the reply.</summary>
    internal void Complete(ReadOnlyMemory<byte> body) => _body = body;

    private Dictionary<string, string> ReadHeaders()
    {
        Dictionary<string, string> headers = new(_headers.Length, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in _headers)
        {
            headers[name] = value;
        }

        return headers;
    }
}
