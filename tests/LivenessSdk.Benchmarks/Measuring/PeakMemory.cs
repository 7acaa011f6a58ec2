using System.Diagnostics;
using System.Globalization;
using LivenessSdk.Benchmarks.Images;

namespace LivenessSdk.Benchmarks.Measuring;

/// <summary>Tells by how much the memory of a process rises while it fits one photo. Each photo gets a process of its own; only Linux tells.</summary>
internal static class PeakMemory
{
    public const string Command = "memory";

    /// <summary>Returns the rise in megabytes; null where the system does not tell.</summary>
    public static async Task<double?> MegabytesAsync(byte[] photo)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, photo);
            using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Command, file]) { RedirectStandardOutput = true })!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return double.Parse(output, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Does the work in the process of its own, and prints the megabytes.</summary>
    public static async Task MeasureAsync(string file)
    {
        // Everything that is loaded once is part of the base, and so is the photo itself.
        await PhotoCost.TryAllAsync(SamplePhoto.Bytes);
        byte[] photo = await File.ReadAllBytesAsync(file);
        GC.Collect();
        double before = Read("VmRSS:");
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        await PhotoCost.TryAllAsync(photo);
        Console.WriteLine((Read("VmHWM:") - before).ToString(CultureInfo.InvariantCulture));
    }

    private static double Read(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
