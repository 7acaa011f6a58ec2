using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace LivenessSdk.Worker.Tests.Chaos;

/// <summary>Represents a <c>liveness-worker</c> that is started again whenever it was killed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly string s_tool = typeof(WorkerProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "WorkerTool").Value!;

    private readonly object _lock = new();
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _running;
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private bool _isEnding;
    private long _started;

    private WorkerProcess(IReadOnlyDictionary<string, string> settings)
    {
        _settings = settings;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Gets a task that completes when the worker first takes checks.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Gets how long the process took from its start until it took checks.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Gets what the worker has written, for a test that fails.</summary>
    public IEnumerable<string> Lines => _lines;

    public static WorkerProcess Start(IReadOnlyDictionary<string, string> settings) => new(settings);

    /// <summary>Kills the process with SIGKILL.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            if (_process is { HasExited: false })
            {
                _process.Kill();
            }
        }
    }

    /// <summary>Gets the memory that the process has in use, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            lock (_lock)
            {
                _process?.Refresh();
                return _process?.WorkingSet64 ?? 0;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isEnding = true;
        }

        Kill();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task RunAsync()
    {
        while (StartProcess() is { } process)
        {
            using (process)
            {
                Task errors = ReadAsync(process.StandardError);
                await ReadAsync(process.StandardOutput);
                await errors;
                await process.WaitForExitAsync();
                lock (_lock)
                {
                    _process = null;
                }
            }
        }
    }

    private Process? StartProcess()
    {
        lock (_lock)
        {
            if (_isEnding)
            {
                return null;
            }

            ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", s_tool])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            };
            foreach ((string name, string value) in _settings)
            {
                start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
            }

            _started = Stopwatch.GetTimestamp();
            return _process = Process.Start(start)!;
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (line.Contains("consumes checks from", StringComparison.Ordinal))
            {
                StartTime = Stopwatch.GetElapsedTime(_started);
                _connected.TrySetResult();
            }
        }
    }
}
