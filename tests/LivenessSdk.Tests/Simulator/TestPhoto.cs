using System.Buffers.Binary;
using System.Text;

namespace LivenessSdk.Tests.Simulator;

/// <summary>Makes the smallest files that are told from their headers as photos of a given size; nobody decodes them.</summary>
internal static class TestPhoto
{
    public static byte[] Jpeg(ushort width, ushort height) =>
    [
        0xFF, 0xD8,
        0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0,
        0x55, 0xAA, 0xFB, 0xEF, 0xBE,
        0xFF, 0xD9,
    ];

    public static byte[] Png(int width, int height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]), .. Chunk("IEND", [])];
    }

    public static byte[] WebP(int width, int height)
    {
        byte[] header = new byte[10];
        header[0] = 0x2F;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), (width - 1) | ((height - 1) << 14));
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, header.Length);
        byte[] whole = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(whole, 12 + header.Length);
        return [.. "RIFF"u8, .. whole, .. "WEBPVP8L"u8, .. size, .. header];
    }

    internal static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        byte[] checksum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32(named));
        return [.. length, .. named, .. checksum];
    }

    private static uint Crc32(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
