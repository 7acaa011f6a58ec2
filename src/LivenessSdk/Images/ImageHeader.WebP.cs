using System.Buffers.Binary;

namespace LivenessSdk;

/// <content>Reads WebP headers: simple files by their picture, extended ones by their canvas.</content>
internal readonly partial struct ImageHeader
{
    private static bool TryReadWebP(ReadOnlySpan<byte> data, out ImageHeader header)
    {
        header = new ImageHeader(ImageFormat.WebP, 0, 0, ExifOrientation.Upright);
        WebPChunks chunks = new(data);
        while (chunks.MoveNext())
        {
            if (chunks.Type is WebPChunks.Lossy or WebPChunks.Lossless or WebPChunks.Extended)
            {
                (int width, int height) = WebPSize(chunks.Type, chunks.Payload);
                bool first = !header.HasSize;
                if (!first && (width != header.StoredWidth || height != header.StoredHeight))
                {
                    throw Damaged(ImageFormat.WebP);
                }

                header = first ? Create(ImageFormat.WebP, width, height, ExifOrientation.Upright) : header;
                if (first && chunks.Type != WebPChunks.Extended)
                {
                    return true;
                }
            }
            else if (!header.HasSize)
            {
                throw Damaged(ImageFormat.WebP);
            }
            else if (chunks.Type == WebPChunks.Exif)
            {
                header = new ImageHeader(ImageFormat.WebP, header.StoredWidth, header.StoredHeight, ExifOrientation.Read(chunks.Payload));
                return true;
            }
        }

        return chunks.IsWhole && header.HasSize;
    }

    private static (int Width, int Height) WebPSize(uint type, ReadOnlySpan<byte> payload)
    {
        if (type == WebPChunks.Extended && payload.Length >= 10)
        {
            return (1 + ReadUInt24(payload[4..]), 1 + ReadUInt24(payload[7..]));
        }

        if (type == WebPChunks.Lossy && payload.Length >= 10 && payload[3..].StartsWith<byte>([0x9D, 0x01, 0x2A]))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(payload[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(payload[8..]) & 0x3FFF);
        }

        if (type == WebPChunks.Lossless && payload.Length >= 5 && payload[0] == 0x2F)
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(payload[1..]);
            return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        throw Damaged(ImageFormat.WebP);
    }

    private static int ReadUInt24(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
