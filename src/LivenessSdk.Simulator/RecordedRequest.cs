using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LivenessSdk.Simulator;

/// <summary>Represents a request that a simulated vendor received, and what became of it.</summary>
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

    /// <summary>Gets the headers, found whatever the case of their names.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the Content-Type header; null without one.</summary>
    public string? ContentType { get; }

    /// <summary>Gets the Content-Length header; null without one, as for a chunked body.</summary>
    public long? ContentLength { get; }

    /// <summary>Gets the protocol, such as "HTTP/1.1".</summary>
    public string HttpVersion { get; }

    /// <summary>Gets a value indicating whether the request starts a check, polls for its outcome, or asks for a token. A request that the vendor does not know counts as a check.</summary>
    public RequestKind Kind { get; }

    /// <summary>Gets the form fields, or the scalars at the top of the JSON body as text, arrays of scalars joined by commas; photos are left out.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; internal set; } = SimulatedReply.NoHeaders;

    /// <summary>Gets the JSON body with every base64 photo replaced by its number of characters; null when the body is no JSON.</summary>
    public JsonElement? Json { get; internal set; }

    /// <summary>Gets the photos in the order they were sent, readable or not.</summary>
    public IReadOnlyList<RecordedPhoto> Photos { get; internal set; } = [];

    /// <summary>Gets the scenario that was played; null when the request was refused or needed none.</summary>
    public Scenario? Scenario
    {
        get => _scenario;
        internal set => _scenario = value;
    }

    /// <summary>Gets the HTTP status that was replied; null before, and when no reply was sent.</summary>
    public int? StatusCode
    {
        get => _statusCode is 0 ? null : _statusCode;
        internal set => _statusCode = value ?? 0;
    }

    /// <summary>Gets a value indicating whether the client closed the connection before a reply was sent.</summary>
    public bool ClientLeft
    {
        get => _clientLeft;
        internal set => _clientLeft = value;
    }

    /// <summary>Determines whether a header is there with exactly this value.</summary>
    public bool HasHeader(string name, string value) =>
        Headers.TryGetValue(name, out string? actual) && string.Equals(actual, value, StringComparison.Ordinal);

    /// <summary>Determines whether the body is declared as <paramref name="mediaType"/>, whatever its parameters.</summary>
    public bool HasContentType(string mediaType) =>
        MediaTypeHeaderValue.TryParse(ContentType, out MediaTypeHeaderValue? declared)
        && declared.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Determines whether method and path are these.</summary>
    public bool Is(string method, string path) => Method == method && Path == path;

    /// <summary>Returns method, path and status, never content.</summary>
    public override string ToString() => $"{Method} {Path} {StatusCode}";
}
