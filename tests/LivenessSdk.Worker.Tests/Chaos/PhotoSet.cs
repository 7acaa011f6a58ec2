using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace LivenessSdk.Worker.Tests.Chaos;

/// <summary>Represents small photos of which no two have the same bytes, so that a vendor's requests can be counted by photo. No vendor needs them smaller or in another format.</summary>
internal static class PhotoSet
{
    private const int Side = 480;

    /// <summary>Writes a photo, and returns its hash.</summary>
    public static async Task<string> WriteAsync(string path, int number)
    {
        byte[] photo = Create(number);
        await File.WriteAllBytesAsync(path, photo);
        return HashOf(photo);
    }

    public static string HashOf(ReadOnlyMemory<byte> photo) => Convert.ToHexString(SHA256.HashData(photo.Span).AsSpan(0, 12));

    /// <summary>Creates a gray PNG that shows its number as dots in its first line.</summary>
    private static byte[] Create(int number)
    {
        byte[] pixels = new byte[Side * (1 + Side)];
        for (int bit = 0; bit < 32; bit++)
        {
            pixels[1 + bit] = (byte)(((number >> bit) & 1) * 255);
        }

        using MemoryStream compressed = new();
        using (ZLibStream deflate = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(pixels);
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        header[8] = 8; // Bits for each pixel, all of them gray.
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, compressed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }
}
