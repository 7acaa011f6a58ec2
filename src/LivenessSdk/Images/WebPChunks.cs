using System.Buffers.Binary;

namespace LivenessSdk;

/// <summary>Walks the chunks of a WebP file up to the length that its header states; reads no content.</summary>
internal ref struct WebPChunks
{
    public const uint Lossy = 0x56503820;
    public const uint Lossless = 0x5650384C;
    public const uint Extended = 0x56503858;
    public const uint ColorProfile = 0x49434350;
    public const uint Alpha = 0x414C5048;
    public const uint Frame = 0x414E4D46;
    public const uint Exif = 0x45584946;

    public const int FileHeaderLength = 12;

    private readonly ReadOnlySpan<byte> _data;
    private int _end;

    public WebPChunks(ReadOnlySpan<byte> data)
    {
        long length = 8L + BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        IsWhole = length <= data.Length;
        _data = IsWhole ? data[..(int)length] : data;
        _end = FileHeaderLength;
    }

    /// <summary>Walks the chunks within another chunk.</summary>
    public static WebPChunks Within(ReadOnlySpan<byte> payload) => new(payload, 0);

    private WebPChunks(ReadOnlySpan<byte> data, int start)
    {
        IsWhole = true;
        _data = data;
        _end = start;
    }

    /// <summary>Gets a value indicating whether the data is as long as its header states.</summary>
    public bool IsWhole { get; }

    /// <summary>Gets a value indicating whether all chunks were read and fill the stated length.</summary>
    public readonly bool IsAtEnd => _end >= _data.Length;

    /// <summary>Gets the chunk's four letters, the first in the highest byte.</summary>
    public uint Type { get; private set; }

    /// <summary>Gets the chunk with its header and padding.</summary>
    public ReadOnlySpan<byte> Chunk { get; private set; }

    /// <summary>Gets the chunk's content.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Moves to the next chunk; false at the stated end and where the data ends early.</summary>
    public bool MoveNext()
    {
        if (_data.Length - _end < 8)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _data[_end..];
        long length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
        long padded = 8 + length + (length & 1);
        if (8 + length > rest.Length)
        {
            return false;
        }

        Type = BinaryPrimitives.ReadUInt32BigEndian(rest);
        Payload = rest.Slice(8, (int)length);
        // Some writers leave out the padding of the last chunk.
        Chunk = rest[..(int)Math.Min(padded, rest.Length)];
        _end += Chunk.Length;
        return true;
    }
}
