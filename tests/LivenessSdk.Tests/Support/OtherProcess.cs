using System.Diagnostics;
using LivenessSdk.Tests.CheckMany;
using LivenessSdk.Tests.Providers.Progeny;
using Xunit.Runner.InProc.SystemConsole;

namespace LivenessSdk.Tests.Support;

/// <summary>Runs a task of a test in a process of its own, which writes lines, and stays until it is killed.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process _process;

    private OtherProcess(Process process)
    {
        _process = process;
    }

    /// <summary>Starts a process.</summary>
    /// <param name="task">What <see cref="Main"/> knows it by.</param>
    /// <param name="arguments">What the task needs to know.</param>
    public static OtherProcess Start(string task, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all = ["exec", typeof(OtherProcess).Assembly.Location, task, .. arguments];
        Array.ForEach(all, start.ArgumentList.Add);
        return new OtherProcess(Process.Start(start)!);
    }

    /// <summary>Reads the next line that the process writes.</summary>
    public async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());

    /// <summary>Reads all that a killed process wrote.</summary>
    public Task<string> ReadToEndAsync() => _process.StandardOutput.ReadToEndAsync();

    /// <summary>Kills the process, so that nothing of it survives but what it wrote.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    public static async Task<int> Main(string[] arguments)
    {
        Task? task = arguments.FirstOrDefault() switch
        {
            ProgenyProcess.Name => ProgenyProcess.RunAsync(arguments[1..]),
            ManyPhotosProcess.Name => ManyPhotosProcess.RunAsync(arguments[1..]),
            _ => null,
        };
        if (task is null)
        {
            return await ConsoleRunner.Run(arguments); // It is the process that runs the tests.
        }

        await task;
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
