using System.Globalization;
using EvaluationSample;
using LivenessSdk.Evaluation;

// Evaluates simulated vendors with known error rates, compares the estimates with the true rates, and writes the report.
const int Seed = 20261127;

DirectoryInfo folder = Directory.CreateDirectory(args is [var path] ? path : "evaluation");
IReadOnlyList<PresentationResult> results = SimulatedSet.Create(Seed);

// The results could come from any other program: one line for each photo and system.
string file = Path.Combine(folder.FullName, "results.csv");
using (StreamWriter writer = File.CreateText(file))
{
    EvaluationResults.Write(results, writer);
}

EvaluationSummary summary = Evaluator.Evaluate(
    EvaluationResults.ReadFile(file), new EvaluationOptions { Seed = Seed, ThresholdCriterion = new ThresholdCriterion(maximumApcer: 0.25) });
EvaluationReport report = new()
{
    Title = "Five vendors on 600 photos",
    Summary = summary,
    IsSimulated = true,
    Details = [new("Sample", "samples/Evaluation"), new("Seed of the simulation", Seed.ToString(CultureInfo.InvariantCulture))],
    Gates = [.. summary.Systems.Select(GateExpression.Parse("apcer.max.upper > 0.20").Decide)],
};

Console.WriteLine("Simulated vendors: their true rates are known.");
foreach (SimulatedVendor vendor in SimulatedSet.Vendors)
{
    SystemEvaluation found = summary.Systems.Single(system => system.System == vendor.Name);
    Console.WriteLine(Line(vendor.Name, "BPCER", vendor.Bpcer, found.Bpcer));
    foreach (SpeciesEvaluation species in found.Species)
    {
        Console.WriteLine(Line(vendor.Name, $"APCER {species.Species}", vendor.Apcer[species.Species], species.Apcer));
    }
}

await using (StreamWriter writer = File.CreateText(Path.Combine(folder.FullName, "report.html")))
{
    await report.WriteHtmlAsync(writer);
}

await using (FileStream stream = File.Create(Path.Combine(folder.FullName, "report.json")))
{
    await report.WriteJsonAsync(stream);
}

await using (StreamWriter writer = File.CreateText(Path.Combine(folder.FullName, "report.csv")))
{
    report.WriteCsv(writer);
}

Console.WriteLine($"Open {Path.Combine(folder.Name, "report.html")} in a browser.");

static string Line(string system, string figure, double truth, Rate found)
{
    ConfidenceInterval interval = found.Interval!.Value;
    string covered = truth >= interval.Lower && truth <= interval.Upper ? "covers the true rate" : "does not cover the true rate";
    return string.Create(
        CultureInfo.InvariantCulture,
        $"{system,-9} {figure,-13} true {truth,6:P1}  found {found.Point,6:P1} ({found})  two-sided 95 % {interval.Lower:P1} to {interval.Upper:P1}, {covered}");
}
