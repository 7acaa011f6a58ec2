using System.Buffers.Binary;

namespace LivenessSdk;

/// <summary>
/// Leaves out of a photo what is not its picture: metadata, thumbnails, further pictures and whatever follows the end marker.
/// Compressed data and what is needed to show it (ICC profile, Adobe marker, PNG colour chunks) stay byte for byte.
/// </summary>
internal static class MetadataStripper
{
    private const byte WebPFlagsToKeep = 0x30; // ICC profile and alpha; not EXIF, XMP and animation

    private static ReadOnlySpan<byte> Jfif => "JFIF\0"u8;

    /// <summary>Gets a JFIF segment that tells nothing: version 1.1, no density, no thumbnail.</summary>
    private static ReadOnlySpan<byte> PlainJfif => [0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    /// <summary>Leaves out what is not the picture.</summary>
    /// <param name="photo">A photo whose header was read.</param>
    /// <param name="format">Its format.</param>
    /// <returns>The same memory where nothing is to be left out; null where the file is not whole and only a decoder can tell.</returns>
    public static ReadOnlyMemory<byte>? Strip(ReadOnlyMemory<byte> photo, ImageFormat format)
    {
        KeptBytes measured = default;
        if (!TryKeep(photo.Span, format, ref measured))
        {
            return null;
        }

        if (measured.Length == photo.Length)
        {
            return photo;
        }

        byte[] result = GC.AllocateUninitializedArray<byte>(measured.Length);
        KeptBytes copied = new(result);
        TryKeep(photo.Span, format, ref copied);
        if (format == ImageFormat.WebP)
        {
            CorrectWebPHeader(result);
        }

        return result;
    }

    private static bool TryKeep(ReadOnlySpan<byte> photo, ImageFormat format, ref KeptBytes kept) => format switch
    {
        ImageFormat.Jpeg => TryKeepJpeg(photo, ref kept),
        ImageFormat.Png => TryKeepPng(photo, ref kept),
        _ => TryKeepWebP(photo, ref kept),
    };

    private static bool TryKeepJpeg(ReadOnlySpan<byte> photo, ref KeptBytes kept)
    {
        JpegSegments segments = new(photo);
        bool hasJfif = false, hasFrame = false;
        while (segments.MoveNext())
        {
            switch (segments.Marker)
            {
                case JpegSegments.StartOfImage when kept.Length > 0:
                case >= 0xC0 and <= 0xC2 when hasFrame:
                    return false;
                case >= 0xC0 and <= 0xC2:
                    hasFrame = true;
                    kept.Add(segments.Segment);
                    break;
                case 0xE0 when !hasJfif && segments.Payload.StartsWith(Jfif):
                    hasJfif = true;
                    kept.Add(segments.Segment.Length <= PlainJfif.Length ? segments.Segment : PlainJfif);
                    break;
                case 0xE2 when segments.Payload.StartsWith("ICC_PROFILE\0"u8):
                case 0xEE when segments.Payload.StartsWith("Adobe"u8) && segments.Payload.Length == 12:
                    kept.Add(segments.Segment);
                    break;
                case JpegSegments.Comment:
                case >= 0xE0 and <= 0xEF:
                    break;
                case JpegSegments.CompressedData or JpegSegments.StartOfImage or JpegSegments.EndOfImage or JpegSegments.StartOfScan:
                case 0xC4 or 0xDB or 0xDC or 0xDD:
                    kept.Add(segments.Segment);
                    break;
                default:
                    return false;
            }
        }

        return hasFrame && segments.Marker == JpegSegments.EndOfImage;
    }

    private static bool TryKeepPng(ReadOnlySpan<byte> photo, ref KeptBytes kept)
    {
        kept.Add(PngChunks.Signature);
        PngChunks chunks = new(photo);
        bool hasHeader = false, hasPicture = false;
        while (chunks.MoveNext())
        {
            if (!PngChunks.IsNeededToShow(chunks.Type))
            {
                if (chunks.IsCritical)
                {
                    return false;
                }

                continue;
            }

            if (!chunks.IsIntact || (hasHeader && chunks.Type == PngChunks.Header))
            {
                return false;
            }

            hasHeader = true;
            hasPicture |= chunks.Type == PngChunks.ImageData;
            kept.Add(chunks.Chunk);
        }

        return hasPicture && chunks.Type == PngChunks.ImageEnd;
    }

    private static bool TryKeepWebP(ReadOnlySpan<byte> photo, ref KeptBytes kept)
    {
        kept.Add(photo[..WebPChunks.FileHeaderLength]);
        WebPChunks chunks = new(photo);
        bool hasPicture = false;
        while (chunks.MoveNext())
        {
            switch (chunks.Type)
            {
                case WebPChunks.Lossy or WebPChunks.Lossless when !hasPicture:
                    hasPicture = true;
                    kept.Add(chunks.Chunk);
                    break;
                case WebPChunks.Extended or WebPChunks.ColourProfile or WebPChunks.Alpha when !hasPicture:
                    kept.Add(chunks.Chunk);
                    break;
                case WebPChunks.Frame:
                    return false;
            }
        }

        return chunks.IsWhole && chunks.IsAtEnd && hasPicture;
    }

    private static void CorrectWebPHeader(Span<byte> photo)
    {
        BinaryPrimitives.WriteInt32LittleEndian(photo[4..], photo.Length - 8);
        Span<byte> first = photo[WebPChunks.FileHeaderLength..];
        if (BinaryPrimitives.ReadUInt32BigEndian(first) == WebPChunks.Extended)
        {
            first[8] &= WebPFlagsToKeep;
        }
    }

    /// <summary>Adds up what is kept and, when given a destination, copies it there.</summary>
    private ref struct KeptBytes(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;

        public int Length { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            if (!_destination.IsEmpty)
            {
                bytes.CopyTo(_destination[Length..]);
            }

            Length += bytes.Length;
        }
    }
}
