using LivenessSdk.Benchmarks.Images;
using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Benchmarks.Overhead;

// Each command prints a table of its own; compare ratios, for times move from machine to machine.
switch (args)
{
    case ["images"]:
        await ImageBenchmarks.RunAsync();
        return 0;
    case ["overhead"]:
        return await OverheadBenchmarks.RunAsync() ? 0 : 1;
    case [PeakMemory.Command, string file]:
        await PeakMemory.MeasureAsync(file);
        return 0;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/LivenessSdk.Benchmarks -- images | overhead");
        return 2;
}
