using LivenessSdk.Benchmarks.Compositions;
using LivenessSdk.Benchmarks.Images;
using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Benchmarks.Overhead;
using LivenessSdk.Benchmarks.Responses;
using LivenessSdk.Benchmarks.Verdict;
using LivenessSdk.Benchmarks.Versus;

// Each command prints a table of its own; compare ratios, for times move from machine to machine.
if (args is [PeakMemory.Command, string file])
{
    await PeakMemory.MeasureAsync(file);
    return 0;
}

Func<Table, Task>? measure = args switch
{
    ["images"] => ImageBenchmarks.RunAsync,
    ["responses"] => ResponseBenchmarks.RunAsync,
    ["overhead"] => OverheadBenchmarks.RunAsync,
    ["compositions"] => CompositionBenchmarks.RunAsync,
    ["verdict"] => table => VerdictBenchmarks.RunAsync(table, former: null),
    ["verdict", string former] => table => VerdictBenchmarks.RunAsync(table, former),
    ["versus", string former, string current] => table => VersusBenchmarks.RunAsync(table, former, current),
    _ => null,
};
if (measure is null)
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/LivenessSdk.Benchmarks -- images | responses | overhead | compositions | verdict [FORMER.dll] | versus FORMER.dll CURRENT.dll");
    return 2;
}

Table table = new();
await measure(table);
table.Print();
return table.AllMet ? 0 : 1;
