using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Serves the files of the element, which are embedded in this assembly and compressed once.</summary>
internal sealed class CameraFiles
{
    // The files of a worker have their own policy: this worker may load code and weights from this server only.
    private const string Policy = "default-src 'none'; script-src 'self'; connect-src 'self'";

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".ts"] = "text/plain; charset=utf-8",
        [".bin"] = "application/octet-stream",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, Lazy<CameraFile>> _files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => s_types.ContainsKey(Path.GetExtension(name)))
        .ToFrozenDictionary(name => name, name => new Lazy<CameraFile>(() => CameraFile.Read(name)), StringComparer.Ordinal);

    public IEnumerable<string> Names => _files.Keys;

    public async Task ServeAsync(HttpContext context, string name)
    {
        CameraFile file = _files[name].Value;
        bool isCompressed = context.Request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == "br" && accepted.Quality is not 0);
        string tag = isCompressed ? file.CompressedTag : file.Tag;
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
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
        public static CameraFile Read(string name)
        {
            using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using MemoryStream content = new();
            resource.CopyTo(content);
            using MemoryStream compressed = new();
            using (BrotliStream brotli = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                brotli.Write(content.GetBuffer(), 0, (int)content.Length);
            }

            string hash = Convert.ToHexString(SHA256.HashData(content.ToArray()), 0, 16);
            return new CameraFile(content.ToArray(), compressed.ToArray(), $"\"{hash}\"", $"\"{hash}-br\"");
        }
    }
}
