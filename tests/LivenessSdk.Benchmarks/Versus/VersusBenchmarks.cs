using System.Diagnostics;
using System.Globalization;
using LivenessSdk.Benchmarks.Measuring;

namespace LivenessSdk.Benchmarks.Versus;

/// <summary>Compares what a check costs with another version of the library, by processes that alternate.</summary>
/// <remarks>The other version runs twice a round, so that its spread against itself is known.</remarks>
internal static class VersusBenchmarks
{
    private const int Rounds = 5;
    private const double Tolerance = 0.03;

    /// <param name="table">Where the figures go.</param>
    /// <param name="former">The program LivenessSdk.CheckCost, built against the other version.</param>
    /// <param name="current">The same, built against this version.</param>
    public static async Task RunAsync(Table table, string former, string current)
    {
        string photo = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(photo, SamplePhoto.Bytes.ToArray());
            List<Dictionary<string, double>> formerRuns = [], again = [], currentRuns = [];
            for (int round = 0; round < Rounds; round++)
            {
                formerRuns.Add(await MeasureAsync(former, photo));
                currentRuns.Add(await MeasureAsync(current, photo));
                again.Add(await MeasureAsync(former, photo));
            }

            foreach (string figure in currentRuns[0].Keys)
            {
                Add(table, figure, MedianOf(formerRuns, figure), MedianOf(again, figure), MedianOf(currentRuns, figure), Spread([.. formerRuns, .. again], figure));
            }
        }
        finally
        {
            File.Delete(photo);
        }
    }

    private static void Add(Table table, string figure, double former, double again, double current, double spread)
    {
        bool isRate = figure.StartsWith("throughput", StringComparison.Ordinal);
        double reference = (former + again) / 2;
        double allowed = Math.Max(Tolerance, spread);
        string values = string.Create(
            CultureInfo.InvariantCulture, $" (before {former:F1} and {again:F1}, now {current:F1}; spread against itself {spread:P1})");
        if (isRate)
        {
            table.AddAtLeast($"{figure}: now / before, medians of {Rounds}", current / reference, 1 - allowed, "", values);
        }
        else
        {
            table.AddAtMost($"{figure}: now / before, medians of {Rounds}", current / reference, 1 + allowed, "", values);
        }
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(string program, string photo)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, photo]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Trim().Split(' '))
                .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static double MedianOf(List<Dictionary<string, double>> runs, string figure) =>
        Stopclock.Median([.. runs.Select(run => run[figure])]);

    /// <summary>Returns half of how far the runs of one version lie apart, as a part of their median.</summary>
    private static double Spread(List<Dictionary<string, double>> runs, string figure)
    {
        double[] values = [.. runs.Select(run => run[figure])];
        return (values.Max() - values.Min()) / 2 / Stopclock.Median(values);
    }
}
