using System.Diagnostics;
using LivenessSdk.Tests.Architecture;
using LivenessSdk.Tests.CheckMany;
using LivenessSdk.Tests.Images;
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
    public static OtherProcess Start(string task, params string[] arguments) => StartBy([], task, arguments);

    /// <summary>Starts a process by another program, such as <c>strace</c> or <c>env</c>.</summary>
    /// <param name="program">The program and its own arguments, before the command line that it starts.</param>
    /// <param name="task">What <see cref="Main"/> knows it by.</param>
    /// <param name="arguments">What the task needs to know.</param>
    public static OtherProcess StartBy(string[] program, string task, params string[] arguments) =>
        StartCommand(
            [.. program, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", typeof(OtherProcess).Assembly.Location], task, arguments);

    /// <summary>Starts a process by a whole command line that runs this assembly.</summary>
    public static OtherProcess StartCommand(string[] command, string task, params string[] arguments)
    {
        string[] all = [.. command, task, .. arguments];
        ProcessStartInfo start = new(all[0], all[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new OtherProcess(Process.Start(start)!);
    }

    /// <summary>Reads the next line that the process writes.</summary>
    public async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());

    /// <summary>Lets a process end whose task is done.</summary>
    /// <returns>Its exit code, the lines that were not read yet, and what it wrote to standard error.</returns>
    public async Task<(int ExitCode, string[] Lines, string Error)> EndAsync()
    {
        _process.StandardInput.Close();
        Task<string> error = _process.StandardError.ReadToEndAsync();
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await error);
    }

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
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    public static async Task<int> Main(string[] arguments)
    {
        Task? task = arguments.FirstOrDefault() switch
        {
            ProgenyProcess.Name => ProgenyProcess.RunAsync(arguments[1..]),
            DecodingProcess.Name => DecodingProcess.RunAsync(arguments[1..]),
            MissingLibvipsProcess.Name => MissingLibvipsProcess.RunAsync(),
            ArgosCheckProcess.Name => ArgosCheckProcess.RunAsync(),
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
