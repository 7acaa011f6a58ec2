using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Benchmarks.Measuring;

/// <summary>Represents the program LivenessSdk.CheckCost, built against some version of the library, which prints a line for each figure: its name and its number.</summary>
internal static class CheckCostProgram
{
    /// <summary>Runs the program with a photo, and returns its figures.</summary>
    /// <param name="program">The program's assembly.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="arguments">Returns the arguments, with the path of the photo's file.</param>
    /// <param name="configuration">What the program finds in its environment variables, or <see langword="null"/> if there is nothing.</param>
    public static async Task<Dictionary<string, double>> RunAsync(
        string program, byte[] photo, Func<string, string[]> arguments, IConfiguration? configuration = null)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, photo);
            ProcessStartInfo start = new("dotnet", [program, .. arguments(file)]) { RedirectStandardOutput = true };
            foreach ((string name, string? value) in configuration?.AsEnumerable().Where(setting => setting.Value is not null) ?? [])
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
