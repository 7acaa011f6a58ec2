using System.Net;
using System.Net.Http.Headers;
using LivenessSdk.AspNetCore.Tests.Support;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>The files of the element come out of the assembly, in production too.</summary>
public sealed class FileTests
{
    private const string Weights = "face-weights.bin"; // Compressed in the sources, too.

    private static string[] Names { get; } =
        [.. Directory.GetFiles(Repository.PathOf("src", "LivenessSdk.AspNetCore", "Browser")).Select(path => Path.GetFileName(path).Replace($"{Weights}.br", Weights, StringComparison.Ordinal))];

    [Fact]
    public async Task Every_file_is_served_with_its_type_compressed_and_not_sent_again_unless_changed()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using HttpClient http = new() { BaseAddress = server.Address };

        foreach (string name in Names)
        {
            byte[] source = await ReadSourceAsync(name);
            using HttpResponseMessage plain = await GetAsync(http, name);
            using HttpResponseMessage compressed = await GetAsync(http, name, encoding: "gzip, br");

            plain.StatusCode.Should().Be(HttpStatusCode.OK);
            (await plain.Content.ReadAsByteArrayAsync()).Should().Equal(source);
            plain.Content.Headers.ContentType!.MediaType.Should().Be(Path.GetExtension(name) switch
            {
                ".js" => "text/javascript",
                ".bin" => "application/octet-stream",
                _ => "text/plain",
            });
            plain.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");

            compressed.Content.Headers.ContentEncoding.Should().Equal("br");
            (await Brotli.DecompressAsync(await compressed.Content.ReadAsStreamAsync())).Should().Equal(source);
            compressed.Headers.ETag.Should().NotBe(plain.Headers.ETag);
            using HttpResponseMessage again = await GetAsync(http, name, encoding: "br", tag: compressed.Headers.ETag);
            again.StatusCode.Should().Be(HttpStatusCode.NotModified);
            using HttpResponseMessage behindProxy = await GetAsync(http, name, encoding: "br", tag: new EntityTagHeaderValue(compressed.Headers.ETag!.Tag, isWeak: true));
            behindProxy.StatusCode.Should().Be(HttpStatusCode.NotModified);
        }
    }

    [Fact]
    public async Task Sizes_are_within_their_limits()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using HttpClient http = new() { BaseAddress = server.Address };
        string[] guidance = ["face-analysis.js", "face-worker.js", "guidance.js", "detector.js", "measures.js", Weights];
        Dictionary<string, long> sizes = [];
        foreach (string name in Names.Where(name => !name.EndsWith(".d.ts", StringComparison.Ordinal)))
        {
            using HttpResponseMessage response = await GetAsync(http, name, encoding: "br");
            sizes[name] = response.Content.Headers.ContentLength!.Value;
        }

        long all = sizes.Values.Sum();
        long core = all - guidance.Sum(name => sizes[name]) - sizes["texts-id.js"]; // A page loads one language, and English.
        TestContext.Current.TestOutputHelper?.WriteLine($"core {core} bytes, with guidance {all} bytes");
        core.Should().BeLessThanOrEqualTo(16_000);
        all.Should().BeLessThanOrEqualTo(210_000);
    }

    [Theory]
    [InlineData("/liveness/")]
    [InlineData("/liveness/appsettings.json")]
    [InlineData("/liveness/..%2fcamera.js")]
    public async Task There_is_nothing_else(string path)
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using HttpClient http = new() { BaseAddress = server.Address };

        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static Task<byte[]> ReadSourceAsync(string name)
    {
        string path = Repository.PathOf("src", "LivenessSdk.AspNetCore", "Browser", name);
        return name == Weights ? Brotli.DecompressAsync(File.OpenRead($"{path}.br")) : File.ReadAllBytesAsync(path);
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient http, string name, string? encoding = null, EntityTagHeaderValue? tag = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, $"/liveness/{name}");
        if (encoding is not null)
        {
            request.Headers.AcceptEncoding.ParseAdd(encoding);
        }

        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        return http.SendAsync(request);
    }
}
