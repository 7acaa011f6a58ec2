using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Serves the files of the element, which are embedded in this assembly.</summary>
internal static class CameraFiles
{
    // The files of a worker have their own policy: this worker may load code and weights from this server only.
    private const string Policy = "default-src 'none'; script-src 'self'; connect-src 'self'";

    // The weights are embedded compressed: it takes half a second of the first person's time. The others are compressed when first asked for.
    private const string CompressedEnding = ".br";

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".ts"] = "text/plain; charset=utf-8",
        [".bin"] = "application/octet-stream",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Lazy<CameraFile>> s_files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .ToFrozenDictionary(RemoveCompressedEnding, resource => new Lazy<CameraFile>(() => CameraFile.Read(resource)), StringComparer.Ordinal);

    public static IEnumerable<string> Names => s_files.Keys.Where(name => s_types.ContainsKey(Path.GetExtension(name)));

    public static async Task ServeAsync(HttpContext context, string name)
    {
        CameraFile file = s_files[name].Value;
        bool isCompressed = context.Request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == "br" && accepted.Quality is not 0);
        string tag = isCompressed ? file.CompressedTag : file.Tag;
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        byte[] content = isCompressed ? file.Compressed : file.Content;
        headers.ContentEncoding = isCompressed ? "br" : StringValues.Empty;
        context.Response.ContentType = s_types[Path.GetExtension(name)];
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private sealed record CameraFile(byte[] Content, byte[] Compressed, string Tag, string CompressedTag)
    {
        public static CameraFile Read(string resource)
        {
            using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
            byte[] bytes = ReadToEnd(stream);
            return RemoveCompressedEnding(resource) == resource ? Create(bytes, Compress(bytes)) : Create(Decompress(bytes), bytes);
        }

        private static CameraFile Create(byte[] content, byte[] compressed)
        {
            string hash = Convert.ToHexString(SHA256.HashData(content), 0, 16);
            return new CameraFile(content, compressed, $"\"{hash}\"", $"\"{hash}-br\"");
        }

        private static byte[] Compress(byte[] content)
        {
            using MemoryStream compressed = new();
            using (BrotliStream brotli = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                brotli.Write(content);
            }

            return compressed.ToArray();
        }

        private static byte[] Decompress(byte[] compressed)
        {
            using BrotliStream brotli = new(new MemoryStream(compressed), CompressionMode.Decompress);
            return ReadToEnd(brotli);
        }

        private static byte[] ReadToEnd(Stream stream)
        {
            using MemoryStream content = new();
            stream.CopyTo(content);
            return content.ToArray();
        }
    }

    private static string RemoveCompressedEnding(string resource) =>
        resource.EndsWith(CompressedEnding, StringComparison.Ordinal) ? resource[..^CompressedEnding.Length] : resource;
}
