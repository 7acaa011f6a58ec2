using LivenessSdk.Ledger.Tests.Chaos;
using LivenessSdk.Ledger.Tests.RateLimits;
using Xunit.Runner.InProc.SystemConsole;

namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Runs the tests, or one of the processes that tests start.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case WorkerProcess.Name:
                await WorkerProcess.RunAsync(arguments[1..]);
                return 0;
            case RateProcess.Name:
                await RateProcess.RunAsync(arguments[1..]);
                return 0;
            default:
                return await ConsoleRunner.Run(arguments);
        }
    }
}
