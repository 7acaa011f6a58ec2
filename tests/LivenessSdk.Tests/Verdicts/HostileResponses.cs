using System.IO.Compression;
using System.Text;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Makes responses that are meant to exhaust whoever reads them. None of them is a verdict.</summary>
public static class HostileResponses
{
    private const int Largest = 1024 * 1024;

    /// <summary>Gets the responses, by what is hostile about them; a compressed one says so in its headers.</summary>
    public static IReadOnlyList<RecordedResponse> All { get; } =
    [
        Plain("arrays 500,000 deep", new string('[', 500_000)),
        Plain("objects 200,000 deep", string.Concat(Enumerable.Repeat("{\"a\":", 200_000))),
        Plain("arrays 500,000 deep that end", new string('[', 500_000) + new string(']', 500_000)),
        Plain("an object of 90,000 names", Names(90_000)),
        Plain("an object of a million names", Names(1_000_000)),
        Plain("one name 90,000 times", $"{{{string.Join(',', Enumerable.Repeat("\"status\":1", 90_000))}}}"),
        Plain("an array of 500,000 numbers", $"{{\"results\":[{string.Join(',', Enumerable.Repeat('1', 500_000))}]}}"),
        Plain("an array of 9,000 empty objects", $"{{\"results\":[{string.Join(',', Enumerable.Repeat("{}", 9_000))}]}}"),
        Plain("a number of a million digits", $"{{\"status\":{new string('9', Largest - 20)}}}"),
        Plain("a number with an exponent of a million digits", $"{{\"status\":1e{new string('9', Largest - 20)}}}"),
        Plain("a string of a million characters", $"{{\"status\":\"{new string('a', Largest - 20)}\"}}"),
        Plain("a string of 170,000 escapes", $"{{\"status\":\"{string.Concat(Enumerable.Repeat("\\u0041", 170_000))}\"}}"),
        Plain("a name of 170,000 escapes", $"{{\"{string.Concat(Enumerable.Repeat("\\u0041", 170_000))}\":1}}"),
        Plain("9,000 texts that look like codes", $"{{\"results\":[{string.Join(',', Enumerable.Repeat("\"FAIL_ON_2 FAIL_ON_4\"", 9_000))}]}}"),
        Plain("a text of 100,000 codes", $"{{\"message\":\"{string.Concat(Enumerable.Repeat("FAIL_ON_2 ", 100_000))}\"}}"),
        Plain("a million spaces", new string(' ', Largest - 2) + "{}"),
        Plain("bytes that are no text", Encoding.Latin1.GetString([.. Enumerable.Repeat((byte)0xC3, Largest)]), Encoding.Latin1),
        Plain("more than a megabyte", new string(' ', Largest) + "{}"),
        Compressed("a gzip bomb of 100 MB", "gzip", stream => new GZipStream(stream, CompressionLevel.Fastest), megabytes: 100),
        Compressed("a Brotli bomb of 100 MB", "br", stream => new BrotliStream(stream, CompressionLevel.Fastest), megabytes: 100),
        Compressed("deep arrays, compressed", "gzip", stream => new GZipStream(stream, CompressionLevel.Fastest), megabytes: 1, fill: '['),
    ];

    private static RecordedResponse Plain(string name, string body, Encoding? encoding = null) => new(name, 200, (encoding ?? Encoding.UTF8).GetBytes(body));

    private static string Names(int count) => $"{{{string.Join(',', Enumerable.Range(0, count).Select(index => $"\"n{index}\":1"))}}}";

    private static RecordedResponse Compressed(string name, string encoding, Func<Stream, Stream> compress, int megabytes, char fill = ' ')
    {
        using MemoryStream compressed = new();
        byte[] megabyte = [.. Enumerable.Repeat((byte)fill, 1024 * 1024)];
        using (Stream stream = compress(compressed))
        {
            for (int i = 0; i < megabytes; i++)
            {
                stream.Write(megabyte);
            }
        }

        return new RecordedResponse(name, 200, compressed.ToArray()) { Headers = new Dictionary<string, string> { ["Content-Encoding"] = encoding } };
    }
}
