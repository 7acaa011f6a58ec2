using System.IO.Compression;

namespace LivenessSdk.AspNetCore.Tests.Support;

internal static class Brotli
{
    public static async Task<byte[]> DecompressAsync(Stream compressed)
    {
        await using BrotliStream brotli = new(compressed, CompressionMode.Decompress);
        using MemoryStream content = new();
        await brotli.CopyToAsync(content);
        return content.ToArray();
    }
}
