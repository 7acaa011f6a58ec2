using System.Text;
using System.Text.Json;

namespace LivenessSdk.Testing;

/// <summary>Represents a vendor's response for a test of an adapter: status, headers and body.</summary>
public sealed class RecordedResponse
{
    private static readonly Dictionary<string, string> s_noHeaders = [];

    /// <summary>Initializes a new instance of the <see cref="RecordedResponse"/> class.</summary>
    /// <param name="name">The name of the response, for the message of a failing test.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body, JSON or not.</param>
    public RecordedResponse(string name, int status, ReadOnlyMemory<byte> body)
    {
        Name = name;
        Status = status;
        Body = body;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the HTTP status.</summary>
    public int Status { get; }

    /// <summary>Gets the headers except Content-Length. The default is none. The type is JSON unless a Content-Type is set. A body with a Content-Encoding of <c>gzip</c> or <c>br</c> is decompressed while it is read.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = s_noHeaders;

    /// <summary>Gets the body as sent over the network.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Reads every <c>*.json</c> file of a folder, in the order of names.</summary>
    /// <exception cref="JsonException">A file does not have the format that <see cref="Parse"/> reads.</exception>
    public static IReadOnlyList<RecordedResponse> LoadFolder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
    ];

    /// <summary>Reads a recorded response: an object with <c>status</c>, <c>body</c> (the vendor's JSON) and an optional <c>note</c> for readers.</summary>
    /// <param name="name">The name of the response.</param>
    /// <param name="json">The text of the file.</param>
    /// <exception cref="JsonException"><paramref name="json"/> does not have that format.</exception>
    public static RecordedResponse Parse(string name, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("status", out JsonElement status) || !status.TryGetInt32(out int code)
            || !root.TryGetProperty("body", out JsonElement body))
        {
            throw new JsonException($"The recorded response '{name}' must have a number 'status' and a 'body'.");
        }

        return new RecordedResponse(name, code, JsonTree.Parse(body).ToUtf8());
    }

    /// <summary>Returns name, status and body, for the messages of failing tests.</summary>
    public override string ToString() => $"{Name}: HTTP {Status} {Encoding.UTF8.GetString(Body.Span)}";
}
