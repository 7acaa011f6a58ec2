using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LivenessSdk.Tests.Simulator;

namespace LivenessSdk.Tests.Images;

/// <summary>Writes photos in every form that the tests need, and puts things into them.</summary>
internal static class PhotoFile
{
    public static byte[] Png(Pixels pixels, params byte[][] chunksBeforeData)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, pixels.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), pixels.Height);
        header[8] = 8;
        header[9] = pixels.Channels switch { 1 => 0, 2 => 4, 3 => 2, _ => 6 };
        return
        [
            .. PngChunks.Signature, .. TestPhoto.Chunk("IHDR", header), .. chunksBeforeData.SelectMany(chunk => chunk),
            .. TestPhoto.Chunk("IDAT", Deflate(pixels)), .. TestPhoto.Chunk("IEND", []),
        ];
    }

    /// <summary>Encodes pixels; for a JPEG with so little loss that pixels stay comparable.</summary>
    public static byte[] Write(Pixels pixels, ImageFormat format)
    {
        byte[] png = Png(pixels);
        return format switch
        {
            ImageFormat.Jpeg => Convert(png, "jpegsave_buffer", "Q=95,subsample-mode=off"),
            ImageFormat.WebP => Convert(png, "webpsave_buffer", "lossless=true,strip=true"),
            _ => png,
        };
    }

    /// <summary>Encodes a photo again with an operation of libvips, after another one where that is named.</summary>
    public static byte[] Convert(ReadOnlyMemory<byte> photo, string save, string options, string? apply = null, string applyOptions = "")
    {
        using NativeBuffer file = InMemory(photo.Span);
        using VipsImage image = VipsImage.Load(file, ImageHeader.Read(photo.Span).Format, shrink: 1);
        if (apply is null)
        {
            return image.Save(save, options);
        }

        using VipsImage applied = image.Apply(apply, applyOptions);
        return applied.Save(save, options);
    }

    /// <summary>Copies a file to where libvips reads it.</summary>
    public static NativeBuffer InMemory(ReadOnlySpan<byte> photo)
    {
        VipsLibrary.Require();
        NativeBuffer file = new((nuint)photo.Length);
        photo.CopyTo(file.Span);
        return file;
    }

    public static byte[] WithExif(byte[] photo, ImageFormat format, byte[] exif) => format switch
    {
        ImageFormat.Jpeg => WithSegment(photo, 0xE1, [.. ExifOrientation.Prefix, .. exif]),
        ImageFormat.Png => WithChunk(photo, "eXIf", exif),
        _ => WithWebPChunks(photo, ("EXIF", exif)),
    };

    /// <summary>Puts a segment behind a JPEG's start marker.</summary>
    public static byte[] WithSegment(byte[] jpeg, byte marker, byte[] payload)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(payload.Length + 2));
        return [.. jpeg.AsSpan(0, 2), 0xFF, marker, .. length, .. payload, .. jpeg.AsSpan(2)];
    }

    /// <summary>Puts a chunk behind a PNG's header, or before its end.</summary>
    public static byte[] WithChunk(byte[] png, string type, byte[] data, bool atEnd = false)
    {
        const int headerEnd = 33, endLength = 12;
        int at = atEnd ? png.Length - endLength : headerEnd;
        return [.. png.AsSpan(0, at), .. TestPhoto.Chunk(type, data), .. png.AsSpan(at)];
    }

    /// <summary>Makes a simple WebP file an extended one with chunks behind its picture.</summary>
    public static byte[] WithWebPChunks(byte[] webP, params (string Type, byte[] Data)[] chunks)
    {
        ImageHeader header = ImageHeader.Read(webP);
        byte[] extended = new byte[11];
        extended[0] = (byte)chunks.Aggregate(0, (flags, chunk) => flags | chunk.Type switch { "EXIF" => 0x08, "XMP " => 0x04, _ => 0 });
        BinaryPrimitives.WriteInt32LittleEndian(extended.AsSpan(4), header.StoredWidth - 1);
        BinaryPrimitives.WriteInt32LittleEndian(extended.AsSpan(7), header.StoredHeight - 1);
        byte[] body =
        [
            .. "WEBP"u8, .. WebPChunk("VP8X", extended[..10]), .. webP.AsSpan(12), .. chunks.SelectMany(chunk => WebPChunk(chunk.Type, chunk.Data)),
        ];
        return WebPChunk("RIFF", body);
    }

    public static byte[] WebPChunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. data, .. new byte[data.Length % 2]];
    }

    private static byte[] Deflate(Pixels pixels)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest))
        {
            int row = pixels.Width * pixels.Channels;
            for (int y = 0; y < pixels.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Bytes, y * row, row);
            }
        }

        return compressed.ToArray();
    }
}
