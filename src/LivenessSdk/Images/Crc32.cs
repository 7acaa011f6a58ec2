using System.Buffers.Binary;

namespace LivenessSdk;

/// <summary>Computes the check sum of PNG chunks (CRC-32 of ISO 3309), eight bytes a step.</summary>
internal static class Crc32
{
    private static readonly uint[][] s_tables = CreateTables();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        uint[][] tables = s_tables;
        uint sum = uint.MaxValue;
        while (data.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ sum;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            sum = tables[7][(byte)low] ^ tables[6][(byte)(low >> 8)] ^ tables[5][(byte)(low >> 16)] ^ tables[4][low >> 24]
                ^ tables[3][(byte)high] ^ tables[2][(byte)(high >> 8)] ^ tables[1][(byte)(high >> 16)] ^ tables[0][high >> 24];
            data = data[8..];
        }

        foreach (byte value in data)
        {
            sum = tables[0][(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint[][] CreateTables()
    {
        uint[][] tables = new uint[8][];
        for (int step = 0; step < tables.Length; step++)
        {
            tables[step] = new uint[256];
            for (uint value = 0; value < 256; value++)
            {
                uint sum = step == 0 ? value : tables[step - 1][value];
                for (int bit = 0; bit < 8; bit++)
                {
                    sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
                }

                tables[step][value] = sum;
            }
        }

        return tables;
    }
}
