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
        List<Dictionary<string, double>> formerRuns = [], again = [], currentRuns = [];
        for (int round = 0; round < Rounds; round++)
        {
            formerRuns.Add(await MeasureAsync(former));
            currentRuns.Add(await MeasureAsync(current));
            again.Add(await MeasureAsync(former));
        }

        foreach (string figure in currentRuns[0].Keys)
        {
            Add(table, figure, MedianOf(formerRuns, figure), MedianOf(again, figure), MedianOf(currentRuns, figure), Spread([.. formerRuns, .. again], figure));
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

    private static Task<Dictionary<string, double>> MeasureAsync(string program) =>
        CheckCostProgram.RunAsync(program, SamplePhoto.Bytes.ToArray(), photo => [photo]);

    private static double MedianOf(List<Dictionary<string, double>> runs, string figure) =>
        Stopclock.Median([.. runs.Select(run => run[figure])]);

    /// <summary>Returns half of how far the runs of one version lie apart, as a part of their median.</summary>
    private static double Spread(List<Dictionary<string, double>> runs, string figure)
    {
        double[] values = [.. runs.Select(run => run[figure])];
        return (values.Max() - values.Min()) / 2 / Stopclock.Median(values);
    }
}
