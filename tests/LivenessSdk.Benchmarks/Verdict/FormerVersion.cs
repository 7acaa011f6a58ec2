using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Benchmarks.Verdict;

/// <summary>Measures another version of the library, by the program LivenessSdk.CheckCost that was built against it.</summary>
internal static class FormerVersion
{
    /// <summary>Measures how long a warm client of each vendor takes to its verdict, in seconds.</summary>
    public static async Task<Dictionary<string, double>> MeasureAsync(string program, byte[] photo, IConfiguration clients, X509Certificate2 certificate)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, photo);
            ProcessStartInfo start = new("dotnet", [program, "verdict", file, certificate.GetCertHashString()]) { RedirectStandardOutput = true };
            foreach ((string name, string? value) in clients.AsEnumerable().Where(setting => setting.Value is not null))
            {
                start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
            }

            using Process process = Process.Start(start)!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Trim().Split(' '))
                    .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
