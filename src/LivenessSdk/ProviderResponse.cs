using System.Net;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Holds a vendor's reply as it came over the wire.</summary>
public sealed class ProviderResponse
{
    /// <summary>Gets the HTTP status.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>Gets the body, decompressed, at most 1 MiB; empty where <see cref="KeepResponse"/> dropped it. It may hold personal data.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets how long the vendor asks to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the headers, values of one name joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = EmptyHeaders;

    /// <summary>Gets whether the status is from 200 to 299. A success is not a verdict.</summary>
    [JsonIgnore]
    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    private static IReadOnlyDictionary<string, string> EmptyHeaders { get; } = new Dictionary<string, string>();

    /// <summary>Returns the status and the size of the body, never its content.</summary>
    public override string ToString() => $"HTTP {(int)StatusCode}, {Body.Length} bytes";

    internal ProviderResponse WithoutBody() =>
        Body.IsEmpty ? this : new() { StatusCode = StatusCode, RetryAfter = RetryAfter, Headers = Headers };
}
