using System.Buffers.Binary;

namespace LivenessSdk;

/// <content>Reads PNG headers, up to the image data.</content>
internal readonly partial struct ImageHeader
{
    /// <summary>Returns the header with the orientation from a chunk behind a PNG's image data, where some programs write it.</summary>
    public ImageHeader WithLateOrientation(ReadOnlySpan<byte> data)
    {
        PngChunks chunks = new(data);
        while (Orientation == ExifOrientation.Upright && chunks.MoveNext())
        {
            if (chunks.Type == PngChunks.Exif)
            {
                return new ImageHeader(Format, StoredWidth, StoredHeight, ExifOrientation.Read(chunks.Payload));
            }
        }

        return this;
    }

    private static bool TryReadPng(ReadOnlySpan<byte> data, out ImageHeader header)
    {
        header = new ImageHeader(ImageFormat.Png, 0, 0, ExifOrientation.Upright);
        PngChunks chunks = new(data);
        while (chunks.MoveNext())
        {
            if (!header.HasSize)
            {
                if (chunks.Type != PngChunks.Header || chunks.Payload.Length != 13 || !chunks.IsIntact)
                {
                    throw Damaged(ImageFormat.Png);
                }

                uint width = BinaryPrimitives.ReadUInt32BigEndian(chunks.Payload);
                uint height = BinaryPrimitives.ReadUInt32BigEndian(chunks.Payload[4..]);
                header = width > int.MaxValue || height > int.MaxValue
                    ? throw Damaged(ImageFormat.Png)
                    : Create(ImageFormat.Png, (int)width, (int)height, ExifOrientation.Upright);
            }
            else if (chunks.Type == PngChunks.ImageData)
            {
                return true;
            }
            else if (chunks.Type == PngChunks.Exif)
            {
                header = new ImageHeader(ImageFormat.Png, header.StoredWidth, header.StoredHeight, ExifOrientation.Read(chunks.Payload));
            }
        }

        return chunks.Type == PngChunks.ImageEnd ? throw Damaged(ImageFormat.Png) : false;
    }
}
