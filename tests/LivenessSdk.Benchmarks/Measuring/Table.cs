using System.Globalization;
using System.Runtime.InteropServices;

namespace LivenessSdk.Benchmarks.Measuring;

/// <summary>Collects rows and prints them as Markdown, under the name of the machine.</summary>
internal sealed class Table
{
    private readonly List<Row> _rows = [];

    /// <summary>Gets whether every measurement keeps its bound.</summary>
    public bool AllMet => _rows.TrueForAll(row => row.Met != false);

    /// <summary>Adds a measurement without a bound, for orientation.</summary>
    public void Add(string what, string measured) => _rows.Add(new Row(what, measured, "", null));

    /// <summary>Adds a measurement that must not exceed a bound.</summary>
    public void AddAtMost(string what, double value, double bound, string unit, string detail = "") =>
        _rows.Add(new Row(what, Text(value, unit) + detail, "≤ " + Text(bound, unit), value <= bound));

    /// <summary>Adds a measurement that must reach a bound.</summary>
    public void AddAtLeast(string what, double value, double bound, string unit, string detail = "") =>
        _rows.Add(new Row(what, Text(value, unit) + detail, "≥ " + Text(bound, unit), value >= bound));

    public void Print()
    {
        Console.WriteLine($"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine();
        Console.WriteLine("| what | measured | bound | met |");
        Console.WriteLine("|---|---|---|---|");
        foreach (Row row in _rows)
        {
            Console.WriteLine($"| {row.What} | {row.Measured} | {row.Bound} | {row.Met switch { true => "yes", false => "**no**", null => "" }} |");
        }

        Console.WriteLine();
        Console.WriteLine($"{_rows.Count(row => row.Met == true)} of {_rows.Count(row => row.Met is not null)} bounds met.");
    }

    public static string Text(double value, string unit)
    {
        string number = value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.#" : value >= 0.1 ? "0.##" : "0.####", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : $"{number} {unit}";
    }

    private static string Processor()
    {
        const string cpuInfo = "/proc/cpuinfo";
        string? model = File.Exists(cpuInfo)
            ? File.ReadLines(cpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return model?.Split(':')[^1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private sealed record Row(string What, string Measured, string Bound, bool? Met);
}
