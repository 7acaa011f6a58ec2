using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LivenessSdk.Simulator;

/// <summary>Represents a request that a simulated vendor received, and its outcome.</summary>
public sealed class RecordedRequest
{
    private volatile int _statusCode;
    private volatile bool _clientLeft;
    private volatile Scenario? _scenario;

    internal RecordedRequest(HttpRequest request, string path, RequestKind kind)
    {
        Method = request.Method;
        Path = path;
        Kind = kind;
        ContentType = request.ContentType;
        ContentLength = request.ContentLength;
        HttpVersion = request.Protocol;
        Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Headers = request.Headers.ToDictionary(
            pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Gets the method, such as "POST".</summary>
    public string Method { get; }

    /// <summary>Gets the path below the vendor's <see cref="VendorSimulator.Endpoint"/>, such as "/liveness".</summary>
    public string Path { get; }

    /// <summary>Gets the decoded query parameters.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>Gets the headers, with case-insensitive names.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the Content-Type header, or <see langword="null"/> if there is none.</summary>
    public string? ContentType { get; }

    /// <summary>Gets the Content-Length header, or <see langword="null"/> if there is none, as for a chunked body.</summary>
    public long? ContentLength { get; }

    /// <summary>Gets the protocol, such as "HTTP/1.1".</summary>
    public string HttpVersion { get; }

    /// <summary>Gets the kind of the request: whether it starts a check, polls for its outcome, or requests a token. An unknown request counts as a check.</summary>
    public RequestKind Kind { get; }

    /// <summary>Gets the form fields, or the scalars at the top of the JSON body as text, with arrays of scalars joined by commas; photos are omitted.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; internal set; } = SimulatedResponse.NoHeaders;

    /// <summary>Gets the JSON body with every base64 photo replaced by its number of characters, or <see langword="null"/> if the body is not JSON.</summary>
    public JsonElement? Json { get; internal set; }

    /// <summary>Gets the photos in the order in which they were sent, including unreadable ones.</summary>
    public IReadOnlyList<RecordedPhoto> Photos { get; internal set; } = [];

    /// <summary>Gets the scenario that was used, or <see langword="null"/> if the request was rejected or needed none.</summary>
    public Scenario? Scenario
    {
        get => _scenario;
        internal set => _scenario = value;
    }

    /// <summary>Gets the HTTP status of the response, or <see langword="null"/> if no response has been sent.</summary>
    public int? StatusCode
    {
        get => _statusCode is 0 ? null : _statusCode;
        internal set => _statusCode = value ?? 0;
    }

    /// <summary>Gets a value indicating whether the client closed the connection before a response was sent.</summary>
    public bool ClientLeft
    {
        get => _clientLeft;
        internal set => _clientLeft = value;
    }

    /// <summary>Determines whether a header is present with exactly this value.</summary>
    public bool HasHeader(string name, string value) =>
        Headers.TryGetValue(name, out string? actual) && string.Equals(actual, value, StringComparison.Ordinal);

    /// <summary>Determines whether the body is declared as <paramref name="mediaType"/>, with any parameters.</summary>
    public bool HasContentType(string mediaType) =>
        MediaTypeHeaderValue.TryParse(ContentType, out MediaTypeHeaderValue? declared)
        && declared.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Determines whether the request has this method and path.</summary>
    public bool Is(string method, string path) => Method == method && Path == path;

    /// <summary>Returns method, path and status, but no content.</summary>
    public override string ToString() => $"{Method} {Path} {StatusCode}";
}
