using System.Net;
using System.Net.Sockets;

namespace LivenessSdk.Cli.Tests;

public sealed class SimulateTests : ToolTest
{
    [UnixFact]
    public async Task Simulate_serves_the_settings_it_prints_until_Ctrl_C_and_logs_each_request()
    {
        int port = FreePort();
        using ToolProcess simulate = ToolProcess.Start(Folder, [], "simulate", "--port", $"{port}", "--scenario", "Attack");
        List<KeyValuePair<string, string?>> settings = [];
        while (settings.Count < 19)
        {
            string line = await simulate.ReadLineAsync() ?? throw new InvalidOperationException("The simulator ended early.");
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                string[] pair = line.Trim().Split('=', 2);
                settings.Add(new(pair[0], pair[1]));
            }
        }

        settings.Should().Contain(new KeyValuePair<string, string?>("Liveness__Providers__argos__Endpoint", $"http://127.0.0.1:{port}/argos/modules"));
        (await RunAsync(settings, "compare", Photo)).ExitCode.Should().Be(1);

        await simulate.InterruptAsync();
        ToolOutput log = await simulate.WaitAsync();
        log.ExitCode.Should().Be(0);
        log.OutputLines.Where(line => line.Contains("scenario Attack", StringComparison.Ordinal)).Should().HaveCountGreaterThanOrEqualTo(5)
            .And.OnlyContain(line => line.Contains("simulated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        ToolOutput run = await RunAsync("simulate", "--port", $"{Simulator.Argos.Endpoint.Port}");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("is taken").And.Contain("--port");
    }

    [Fact]
    public async Task The_usual_port_is_the_documented_one()
    {
        (await RunAsync("simulate", "--help")).Output.Should().Contain("5480");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
