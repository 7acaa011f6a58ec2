using System.Buffers.Binary;
using System.IO.Hashing;

namespace LivenessSdk;

/// <summary>Walks the chunks of a PNG from its header to its end chunk; reads no content.</summary>
internal ref struct PngChunks(ReadOnlySpan<byte> data)
{
    public const uint Header = 0x49484452;
    public const uint ImageData = 0x49444154;
    public const uint Exif = 0x65584966;
    public const uint ImageEnd = 0x49454E44;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _end = Signature.Length;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Gets the chunk's four letters, the first in the highest byte.</summary>
    public uint Type { get; private set; }

    /// <summary>Gets the chunk with its length and check sum.</summary>
    public ReadOnlySpan<byte> Chunk { get; private set; }

    /// <summary>Gets the chunk's content.</summary>
    public readonly ReadOnlySpan<byte> Payload => Chunk[8..^4];

    /// <summary>Gets a value indicating whether the check sum is right.</summary>
    public readonly bool IsIntact => Crc32.HashToUInt32(Chunk[4..^4]) == BinaryPrimitives.ReadUInt32BigEndian(Chunk[^4..]);

    /// <summary>Gets a value indicating whether a decoder must understand the chunk.</summary>
    public readonly bool IsCritical => (Type & 0x20000000) == 0;

    /// <summary>Determines whether a chunk belongs to the picture or to its colors.</summary>
    public static bool IsNeededToShow(uint type) => type is
        Header or ImageData or ImageEnd or 0x504C5445 // IHDR, IDAT, IEND, PLTE
        or 0x74524E53 or 0x67414D41 or 0x6348524D or 0x73524742 // tRNS, gAMA, cHRM, sRGB
        or 0x69434350 or 0x73424954 or 0x63494350 or 0x6D444356 or 0x634C4C49; // iCCP, sBIT, cICP, mDCV, cLLI

    /// <summary>Determines whether the check sums of all chunks that are needed to show the picture are right.</summary>
    public static bool AreIntact(ReadOnlySpan<byte> data)
    {
        PngChunks chunks = new(data);
        while (chunks.MoveNext())
        {
            if (IsNeededToShow(chunks.Type) && !chunks.IsIntact)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves to the next chunk; false behind the end chunk and where the data ends early.</summary>
    public bool MoveNext()
    {
        if (Type == ImageEnd || _data.Length - _end < 12)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _data[_end..];
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12)
        {
            return false;
        }

        Type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        Chunk = rest[..(12 + (int)length)];
        _end += Chunk.Length;
        return true;
    }
}
