using System.Globalization;

namespace LivenessSdk.Evaluation.Tests;

/// <summary>Reads values that Fixtures/reference.R computed.</summary>
internal static class Fixture
{
    public static IReadOnlyList<Dictionary<string, string>> Read(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));
        string[] header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Reads a number that R does not have, such as a statistic without variance.</summary>
    public static double? Optional(string text) => text.Length == 0 ? null : text == "Inf" ? double.PositiveInfinity : Number(text);
}
