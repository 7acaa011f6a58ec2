using System.Buffers.Binary;

namespace LivenessSdk;

/// <summary>Walks a JPEG from its start marker to its end marker; reads nothing behind that, and no byte twice.</summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> data)
{
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte Comment = 0xFE;

    /// <summary>Represents the compressed data between two markers; no such marker exists.</summary>
    public const byte CompressedData = 0x00;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _start;
    private int _payload;

    /// <summary>Gets the second byte of the marker, or <see cref="CompressedData"/>.</summary>
    public byte Marker { get; private set; }

    /// <summary>Gets the segment with its marker.</summary>
    public readonly ReadOnlySpan<byte> Segment => _data[_start..End];

    /// <summary>Gets the segment's content, behind marker and length.</summary>
    public readonly ReadOnlySpan<byte> Payload => _data[_payload..End];

    /// <summary>Gets where the segment ends in the data.</summary>
    public int End { get; private set; }

    /// <summary>Gets a value indicating whether a segment has an impossible length. <see langword="false"/> at the end means that the data ended early.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Moves to the next segment; false behind the end marker, at the data's end and at damage.</summary>
    public bool MoveNext()
    {
        if (Marker == EndOfImage || IsDamaged)
        {
            return false;
        }

        return Marker == StartOfScan ? MoveToCompressedData() : MoveToMarker();
    }

    public static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private bool MoveToMarker()
    {
        if (!TryFindMarker(out int start, out int code))
        {
            return false;
        }

        byte marker = _data[code];
        int payload = code + 1;
        int end = payload;
        if (!IsAlone(marker))
        {
            if (payload + 2 > _data.Length)
            {
                return false;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(_data[payload..]);
            if (length < 2)
            {
                IsDamaged = true;
                return false;
            }

            end = payload + length;
            payload += 2;
        }

        if (end > _data.Length)
        {
            return false;
        }

        (Marker, _start, _payload, End) = (marker, start, payload, end);
        return true;
    }

    /// <summary>Finds the next marker as libjpeg does: bytes before it, which some webcams write, and a stuffed FF 00 are skipped.</summary>
    /// <param name="start">Where the marker starts. Any number of FF bytes may be before its second byte.</param>
    /// <param name="code">Where its second byte is.</param>
    private readonly bool TryFindMarker(out int start, out int code)
    {
        start = code = End;

        // In nearly every photo it is right here, and a search would cost more than reading the header.
        if (start + 1 < _data.Length && _data[start] == 0xFF && _data[start + 1] is not (0x00 or 0xFF))
        {
            code = start + 1;
            return true;
        }

        while (true)
        {
            int skipped = _data[code..].IndexOf((byte)0xFF);
            if (skipped < 0)
            {
                return false;
            }

            start = code + skipped;
            int filled = _data[start..].IndexOfAnyExcept((byte)0xFF);
            if (filled < 0)
            {
                return false;
            }

            code = start + filled;
            if (_data[code] != 0)
            {
                return true;
            }
        }
    }

    private bool MoveToCompressedData()
    {
        int start = End;
        int position = start;
        while (true)
        {
            int found = _data[position..].IndexOf((byte)0xFF);
            if (found < 0 || position + found + 1 >= _data.Length)
            {
                return false;
            }

            position += found;
            byte next = _data[position + 1];
            if (next == 0xFF)
            {
                position++;
            }
            else if (next == 0x00 || IsRestart(next))
            {
                position += 2;
            }
            else
            {
                break;
            }
        }

        (Marker, _start, _payload, End) = (CompressedData, start, start, position);
        return true;
    }

    private static bool IsAlone(byte marker) => marker is StartOfImage or EndOfImage or 0x01 || IsRestart(marker);

    private static bool IsRestart(byte marker) => marker is >= 0xD0 and <= 0xD7;
}
