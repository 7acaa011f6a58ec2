using System.Diagnostics;
using System.Reflection;

namespace Fleet;

/// <summary>Represents one of the project's tools as a separate process, whose output is written to a file.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private FleetProcess(Process process, string log)
    {
        _process = process;
        Log = log;
        Ended = WaitAsync();
    }

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>Gets the CPU time of the process.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Gets the file with the output.</summary>
    public string Log { get; }

    /// <summary>Gets the task that returns the exit code.</summary>
    public Task<int> Ended { get; }

    public static FleetProcess Start(string project, string program, IEnumerable<KeyValuePair<string, string?>> settings, string log, params string[] arguments)
    {
        string path = Path.Combine(RepositoryRoot, "src", project, "bin", Metadata("Configuration"), "net10.0", $"{program}.dll");
        ProcessStartInfo start = new("dotnet", [path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string key, string? value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new FleetProcess(Process.Start(start)!, log);
    }

    /// <summary>Requests a graceful shutdown of the process, like a service manager.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using Process terminate = Process.Start("kill", [$"{_process.Id}"]);
            await Task.WhenAny(Ended, Task.Delay(s_drainTime));
            if (!_process.HasExited)
            {
                _process.Kill();
            }
        }

        await Ended;
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await using StreamWriter log = new(Log) { AutoFlush = true };
        await Task.WhenAll(CopyAsync(_process.StandardOutput, log), CopyAsync(_process.StandardError, log));
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private static async Task CopyAsync(StreamReader from, StreamWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (to)
            {
                to.WriteLine(line);
            }
        }
    }

    private static string Metadata(string key) => typeof(FleetProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
