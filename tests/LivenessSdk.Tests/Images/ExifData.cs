using System.Buffers.Binary;
using System.Text;

namespace LivenessSdk.Tests.Images;

/// <summary>Writes EXIF data as a phone does: an orientation, and a text that stands for everything that must not leave.</summary>
internal static class ExifData
{
    public const string Secret = "GPS 38.8977 N 77.0365 W";

    /// <summary>Creates EXIF data.</summary>
    /// <param name="orientation">The orientation.</param>
    /// <param name="bigEndian">Whether the highest byte comes first.</param>
    /// <param name="type">The TIFF type in which the orientation is written: 1, 3, 4, 6, 8 or 9, for a byte, two or four, without and with a sign.</param>
    public static byte[] Create(int orientation, bool bigEndian = false, int type = 3)
    {
        byte[] text = Encoding.ASCII.GetBytes(Secret + "\0");
        byte[] data = new byte[38 + text.Length];
        (bigEndian ? "MM\0*"u8 : "II*\0"u8).CopyTo(data);
        Write32(4, 8);
        Write16(8, 2);
        WriteEntry(10, tag: 0x010E, type: 2, count: text.Length, value: 38);
        WriteEntry(22, tag: 0x0112, type, count: 1, value: 0);
        switch (type)
        {
            case 1 or 6:
                data[30] = (byte)orientation;
                break;
            case 4 or 9:
                Write32(30, orientation);
                break;
            default:
                Write16(30, orientation);
                break;
        }

        text.CopyTo(data, 38);
        return data;

        void WriteEntry(int at, int tag, int type, int count, int value)
        {
            Write16(at, tag);
            Write16(at + 2, type);
            Write32(at + 4, count);
            Write32(at + 8, value);
        }

        void Write16(int at, int value)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(at), (ushort)value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(at), (ushort)value);
            }
        }

        void Write32(int at, int value)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(at), value);
            }
        }
    }
}
