using System.Buffers.Binary;

namespace LivenessSdk;

/// <summary>Holds what a photo's header tells: format, size and orientation. Reading it decodes and allocates nothing.</summary>
internal readonly struct ImageHeader
{
    private ImageHeader(ImageFormat format, int storedWidth, int storedHeight, int orientation)
    {
        Format = format;
        StoredWidth = storedWidth;
        StoredHeight = storedHeight;
        Orientation = orientation;
    }

    public ImageFormat Format { get; }

    /// <summary>Gets the width in pixels as stored; 0 when the data ended before it.</summary>
    public int StoredWidth { get; }

    /// <summary>Gets the height in pixels as stored; 0 when the data ended before it.</summary>
    public int StoredHeight { get; }

    /// <summary>Gets the EXIF orientation, 1 to 8; 1 is upright.</summary>
    public int Orientation { get; }

    public bool HasSize => StoredWidth > 0;

    /// <summary>Gets the width in pixels as displayed.</summary>
    public int Width => IsTurned ? StoredHeight : StoredWidth;

    /// <summary>Gets the height in pixels as displayed.</summary>
    public int Height => IsTurned ? StoredWidth : StoredHeight;

    private bool IsTurned => Orientation >= 5;

    /// <summary>Reads the header of a whole photo.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: no photo in a known format, or damaged.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> data)
    {
        if (!TryRead(data, out ImageHeader header) && !header.HasSize)
        {
            throw Invalid(data.IsEmpty
                ? "The photo is empty. Send the bytes of a JPEG, PNG or WebP file."
                : $"The photo ends too early, after {data.Length} bytes. Send the whole file.");
        }

        return header;
    }

    /// <summary>Reads the header from the first bytes of a photo.</summary>
    /// <param name="start">The photo, or the part of it that has arrived.</param>
    /// <param name="header">What has been found so far; the size is there as soon as <see cref="HasSize"/> says so.</param>
    /// <returns>Whether the header is complete; false when more bytes are needed.</returns>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: more bytes would not make it a photo.</exception>
    public static bool TryRead(ReadOnlySpan<byte> start, out ImageHeader header)
    {
        switch (RecognizeFormat(start))
        {
            case ImageFormat.Jpeg:
                return TryReadJpeg(start, out header);
            case ImageFormat.Png:
                return TryReadPng(start, out header);
            case ImageFormat.WebP:
                return TryReadWebP(start, out header);
            default:
                header = default;
                return start.Length >= WebPChunks.FileHeaderLength ? throw NotAPhoto(start) : false;
        }
    }

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

    private static ImageFormat RecognizeFormat(ReadOnlySpan<byte> data) =>
        data.StartsWith<byte>([0xFF, JpegSegments.StartOfImage]) ? ImageFormat.Jpeg
        : data.StartsWith(PngChunks.Signature) ? ImageFormat.Png
        : data.Length >= WebPChunks.FileHeaderLength && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8) ? ImageFormat.WebP
        : ImageFormat.Unknown;

    private static bool TryReadJpeg(ReadOnlySpan<byte> data, out ImageHeader header)
    {
        header = new ImageHeader(ImageFormat.Jpeg, 0, 0, ExifOrientation.Upright);
        int orientation = 0;
        JpegSegments segments = new(data);
        while (segments.MoveNext())
        {
            if (segments.Marker == JpegSegments.StartOfScan)
            {
                return header.HasSize ? true : throw Damaged(ImageFormat.Jpeg);
            }

            if (JpegSegments.IsStartOfFrame(segments.Marker))
            {
                header = header.HasSize ? throw Damaged(ImageFormat.Jpeg) : ReadFrame(segments.Marker, segments.Payload, orientation);
            }
            else if (segments.Marker == 0xE1 && orientation == 0 && segments.Payload.StartsWith(ExifOrientation.Prefix))
            {
                orientation = ExifOrientation.Read(segments.Payload);
                header = new ImageHeader(ImageFormat.Jpeg, header.StoredWidth, header.StoredHeight, orientation);
            }
        }

        return segments.IsDamaged || segments.Marker == JpegSegments.EndOfImage ? throw Damaged(ImageFormat.Jpeg) : false;
    }

    private static ImageHeader ReadFrame(byte marker, ReadOnlySpan<byte> frame, int orientation)
    {
        if (marker > 0xC2)
        {
            throw Invalid("The photo is a JPEG of a rare kind (lossless, hierarchical or arithmetic coded). Send a baseline or progressive JPEG.");
        }

        if (frame.Length < 6 || frame.Length != 6 + (3 * frame[5]))
        {
            throw Damaged(ImageFormat.Jpeg);
        }

        if (frame[0] != 8 || frame[5] is not (1 or 3 or 4))
        {
            throw Invalid($"The photo is a JPEG with {frame[5]} colour channels of {frame[0]} bits. Send one with 1, 3 or 4 channels of 8 bits.");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return Create(ImageFormat.Jpeg, width, height, Math.Max(orientation, ExifOrientation.Upright));
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

    private static ImageHeader Create(ImageFormat format, int width, int height, int orientation) =>
        width == 0 || height == 0
            ? throw Invalid($"The photo's header states a size of {width} x {height} pixels. Send a photo that has a picture in it.")
            : new ImageHeader(format, width, height, orientation);

    private static LivenessException NotAPhoto(ReadOnlySpan<byte> data) =>
        Invalid($"The photo is {UnsupportedFormat.Name(data)}. Send a JPEG, PNG or WebP file.");

    private static LivenessException Damaged(ImageFormat format) =>
        Invalid($"The photo's {format} header is damaged. Send the file as the camera stored it.");

    private static LivenessException Invalid(string message) => new(LivenessError.InvalidImage, message);
}
