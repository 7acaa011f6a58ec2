using System.Buffers.Binary;

namespace LivenessSdk;

/// <content>Keeps the chunks of a WebP file that make its first picture.</content>
internal static partial class MetadataStripper
{
    private const byte WebPFlagsToKeep = 0x30; // ICC profile and alpha; not EXIF, XMP and animation

    private static ContainerState KeepWebP(ReadOnlySpan<byte> photo, ref KeptBytes kept)
    {
        kept.Add(photo[..WebPChunks.FileHeaderLength]);
        WebPChunks chunks = new(photo);
        ReadOnlySpan<byte> canvas = default;
        bool hasPicture = false, hasFrames = false;
        while (chunks.MoveNext())
        {
            switch (chunks.Type)
            {
                case WebPChunks.Extended when kept.Length == WebPChunks.FileHeaderLength && chunks.Payload.Length >= 10:
                    canvas = chunks.Payload.Slice(4, 6);
                    kept.Add(chunks.Chunk);
                    break;
                case WebPChunks.ColorProfile or WebPChunks.Alpha when !hasPicture && !hasFrames:
                    kept.Add(chunks.Chunk);
                    break;
                case WebPChunks.Lossy or WebPChunks.Lossless when !hasPicture && !hasFrames:
                    hasPicture = true;
                    kept.Add(chunks.Chunk);
                    break;
                case WebPChunks.Frame when !hasPicture && !hasFrames:
                    hasFrames = true;
                    hasPicture = TryKeepFirstFrame(chunks.Payload, canvas, ref kept);
                    break;
                case WebPChunks.Frame when hasFrames:
                    break;
                case WebPChunks.Extended or WebPChunks.Lossy or WebPChunks.Lossless or WebPChunks.Frame:
                    return ContainerState.Broken;
            }
        }

        return !chunks.IsWhole || !chunks.IsAtEnd || !(hasPicture || hasFrames) ? ContainerState.Broken
            : hasPicture ? ContainerState.Whole
            : ContainerState.NeedsDecoding;
    }

    /// <summary>Keeps the first picture of an animation where it fills the canvas, which makes it a still photo.</summary>
    private static bool TryKeepFirstFrame(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> canvas, ref KeptBytes kept)
    {
        const int frameHeaderLength = 16;
        if (frame.Length < frameHeaderLength || frame[..6].ContainsAnyExcept((byte)0) || !frame.Slice(6, 6).SequenceEqual(canvas))
        {
            return false;
        }

        WebPChunks chunks = WebPChunks.Within(frame[frameHeaderLength..]);
        while (chunks.MoveNext())
        {
            if (chunks.Type is WebPChunks.Alpha or WebPChunks.Lossy or WebPChunks.Lossless)
            {
                kept.Add(chunks.Chunk);
            }

            if (chunks.Type is WebPChunks.Lossy or WebPChunks.Lossless)
            {
                return true;
            }
        }

        return false;
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
}
