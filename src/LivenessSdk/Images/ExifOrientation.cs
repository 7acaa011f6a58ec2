using System.Buffers.Binary;

namespace LivenessSdk;

/// <summary>Reads the orientation from EXIF data; unreadable data counts as upright, as in decoders.</summary>
internal static class ExifOrientation
{
    public const int Upright = 1;

    private const ushort OrientationTag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>Gets the mark before EXIF data in a JPEG segment, and sometimes in a WebP chunk.</summary>
    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>Reads the orientation, 1 to 8.</summary>
    /// <param name="exif">EXIF data with or without <see cref="Prefix"/>.</param>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        ReadOnlySpan<byte> tiff = exif.StartsWith(Prefix) ? exif[Prefix.Length..] : exif;
        if (tiff.Length < 8)
        {
            return Upright;
        }

        bool bigEndian = tiff.StartsWith("MM\0*"u8);
        if (!bigEndian && !tiff.StartsWith("II*\0"u8))
        {
            return Upright;
        }

        uint directory = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return Upright;
        }

        int count = ReadShort(tiff[(int)directory..], bigEndian);
        ReadOnlySpan<byte> entries = tiff[((int)directory + 2)..];
        for (int i = 0; i < count && entries.Length >= EntryLength; i++, entries = entries[EntryLength..])
        {
            if (ReadShort(entries, bigEndian) == OrientationTag)
            {
                long value = ReadInteger(ReadShort(entries[2..], bigEndian), entries[8..], bigEndian);
                return value is >= 1 and <= 8 ? (int)value : Upright;
            }
        }

        return Upright;
    }

    /// <summary>Reads the value of an entry. The standard wants a SHORT, but cameras write every type of integer.</summary>
    private static long ReadInteger(ushort type, ReadOnlySpan<byte> data, bool bigEndian) => type switch
    {
        1 or 6 => data[0],
        3 or 8 => ReadShort(data, bigEndian),
        4 or 9 => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(data) : BinaryPrimitives.ReadUInt32LittleEndian(data),
        _ => 0,
    };

    private static ushort ReadShort(ReadOnlySpan<byte> data, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(data) : BinaryPrimitives.ReadUInt16LittleEndian(data);
}
