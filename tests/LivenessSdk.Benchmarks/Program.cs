using LivenessSdk.Benchmarks.Compositions;
using LivenessSdk.Benchmarks.Images;
using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Benchmarks.Replies;

// Each command prints a table of its own; compare ratios, for times move from machine to machine.
switch (args)
{
    case ["images"]:
        await ImageBenchmarks.RunAsync();
        return 0;
    case ["replies"]:
        await ReplyBenchmarks.RunAsync();
        return 0;
    case ["compositions"]:
        CompositionBenchmarks.Run();
        return 0;
    case [PeakMemory.Command, string file]:
        await PeakMemory.MeasureAsync(file);
        return 0;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/LivenessSdk.Benchmarks -- images | replies | compositions");
        return 2;
}
