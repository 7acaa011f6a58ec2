using System.Globalization;
using System.Runtime.InteropServices;

namespace LivenessSdk.Tests.Images;

/// <summary>Looks into the memory of this process, which only Linux shows.</summary>
internal static class ProcessMemory
{
    /// <summary>Reads a line of the kernel's account.</summary>
    public static double Megabytes(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Counts how often a piece is present in all writable memory, besides in the array that is passed.</summary>
    public static int Count(byte[] piece)
    {
        byte[] window = GC.AllocateUninitializedArray<byte>(1 << 20, pinned: true);
        long ownStart = Marshal.UnsafeAddrOfPinnedArrayElement(window, 0);
        using FileStream memory = new("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        int count = 0;
        foreach (string line in File.ReadAllLines("/proc/self/maps").Where(line => line.Split(' ')[1].StartsWith("rw", StringComparison.Ordinal)))
        {
            string[] range = line.Split(' ')[0].Split('-');
            long start = Convert.ToInt64(range[0], 16), end = Convert.ToInt64(range[1], 16);
            for (long at = start; at < end; at += window.Length - piece.Length)
            {
                window.AsSpan().Clear();
                memory.Position = at;
                int read = Read(memory, window.AsSpan(0, (int)Math.Min(window.Length, end - at)));
                for (int from = 0; window.AsSpan(from, read - from).IndexOf(piece) is >= 0 and int found; from += found + 1)
                {
                    long address = at + from + found;
                    count += address >= ownStart && address < ownStart + window.Length ? 0 : 1;
                }
            }
        }

        // One is the array itself.
        return count - 1;
    }

    private static int Read(FileStream memory, Span<byte> destination)
    {
        try
        {
            return memory.Read(destination);
        }
        catch (IOException)
        {
            return 0; // Memory that is reserved and not there.
        }
    }
}
