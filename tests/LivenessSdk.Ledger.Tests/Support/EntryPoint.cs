using LivenessSdk.Ledger.Tests.Chaos;
using Xunit.Runner.InProc.SystemConsole;

namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Runs the tests, or one of the processes that tests start.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.FirstOrDefault() != WorkerProcess.Name)
        {
            return await ConsoleRunner.Run(arguments);
        }

        await WorkerProcess.RunAsync(arguments[1..]);
        return 0;
    }
}
