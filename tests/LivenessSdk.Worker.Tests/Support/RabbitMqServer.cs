using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace LivenessSdk.Worker.Tests.Support;

/// <summary>Represents a RabbitMQ server that the project's own script starts, on free loopback ports, with its data in a temporary folder.</summary>
internal sealed class RabbitMqServer : IDisposable
{
    private static readonly Lazy<Task<RabbitMqServer?>> s_shared = new(StartAsync);

    private readonly Process _script;

    private RabbitMqServer(Process script, int port)
    {
        _script = script;
        Address = new Uri($"amqp://guest:guest@127.0.0.1:{port}");
    }

    public Uri Address { get; }

    /// <summary>Gets the server that the tests of this process share; skips the test where there is none.</summary>
    public static async Task<RabbitMqServer> GetAsync() => Require(await s_shared.Value);

    /// <summary>Starts a server of its own, for a test that stops it; skips the test where there is none.</summary>
    public static async Task<RabbitMqServer> StartOwnAsync() => Require(await StartAsync());

    /// <summary>Ends the server as a power cut would.</summary>
    public Task KillAsync() => CommandAsync("kill");

    /// <summary>Ends the server in order.</summary>
    public Task StopAsync() => CommandAsync("stop");

    /// <summary>Starts the server again, with its data. It takes connections when this returns.</summary>
    public Task StartAgainAsync() => CommandAsync("start");

    public void Dispose()
    {
        _script.StandardInput.Close();
        _script.WaitForExit(TimeSpan.FromSeconds(30));
        _script.Dispose();
    }

    private static RabbitMqServer Require(RabbitMqServer? server)
    {
        Assert.SkipWhen(server is null, "Needs RabbitMQ, which .ci/install could not install.");
        return server!;
    }

    private static async Task<RabbitMqServer?> StartAsync()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/usr/lib/rabbitmq/lib"))
        {
            return null;
        }

        int[] ports = FindFreePorts(3);
        string root = typeof(RabbitMqServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
        ProcessStartInfo start = new("bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments = [Path.Combine(root, ".ci", "start-rabbitmq"), .. ports.Select(port => $"{port}")];
        Array.ForEach(arguments, start.ArgumentList.Add);
        RabbitMqServer server = new(Process.Start(start)!, ports[0]);
        await server.ReadReadyAsync();
        return server;
    }

    private static int[] FindFreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }

    private async Task CommandAsync(string command)
    {
        await _script.StandardInput.WriteLineAsync(command);
        await _script.StandardInput.FlushAsync();
        await ReadReadyAsync();
    }

    private async Task ReadReadyAsync()
    {
        string? line = await _script.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(90));
        (line == "ready").Should().BeTrue("the script starts RabbitMQ");
    }
}
