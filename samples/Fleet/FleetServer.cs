using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Fleet;

/// <summary>Represents one of Debian's servers, started by the project's own script: unprivileged, on loopback, its data in a temporary folder.</summary>
internal sealed class FleetServer : IAsyncDisposable
{
    private readonly string _name;
    private readonly Process _script;

    private FleetServer(string name, Process script, int port)
    {
        _name = name;
        _script = script;
        Port = port;
    }

    public int Port { get; }

    public static FleetServer Start(string name, int ports)
    {
        int[] free = FindFreePorts(ports);
        ProcessStartInfo start = new("bash", [Path.Combine(FleetProcess.RepositoryRoot, ".ci", $"start-{name}"), .. free.Select(port => $"{port}")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new FleetServer(name, Process.Start(start)!, free[0]);
    }

    /// <summary>Waits until the server accepts connections.</summary>
    public async Task WaitAsync()
    {
        if (await _script.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException($"{_name} did not start. 'bash .ci/install {_name}' installs it on Debian.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The script stops the server at the end of its input.
        _script.StandardInput.Close();
        await _script.WaitForExitAsync();
        _script.Dispose();
    }

    private static int[] FindFreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }

    /// <summary>Finds a free port.</summary>
    public static int FindFreePort() => FindFreePorts(1)[0];
}
