using System.Net;
using System.Net.Sockets;

namespace LivenessSdk.Cli.Tests;

public sealed class SimulateTests : ToolTest
{
    [UnixFact]
    public async Task Simulate_serves_the_settings_it_prints_until_Ctrl_C_and_logs_each_request()
    {
        int port = FreePort();
        using ToolProcess simulate = ToolProcess.Start(Folder, [], "simulate", "--port", $"{port}", "--scenario", "Attack", "--format", "shell");
        List<KeyValuePair<string, string?>> settings = [];
        (await simulate.ReadLineAsync()).Should().StartWith("Starting simulated vendors");
        while (settings.Count < 19)
        {
            string line = await simulate.ReadLineAsync() ?? throw new InvalidOperationException("The simulator ended early.");
            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                string[] pair = line["export ".Length..].Split('=', 2);
                settings.Add(new(pair[0], pair[1].Trim('\'')));
            }
        }

        settings.Should().Contain(new KeyValuePair<string, string?>("Liveness__Providers__argos__Endpoint", $"http://127.0.0.1:{port}/argos/modules"));
        (await RunAsync(settings, "compare", Photo)).ExitCode.Should().Be(1);

        await simulate.InterruptAsync();
        ToolOutput log = await simulate.WaitAsync();
        log.ExitCode.Should().Be(0);
        log.OutputLines.Where(line => line.Contains("scenario Attack", StringComparison.Ordinal)).Should().HaveCountGreaterThanOrEqualTo(5)
            .And.OnlyContain(line => line.Contains("simulated", StringComparison.Ordinal));
        log.Output.Should().NotContain("(null)", "the requests for tokens have no scenario");
    }

    [Fact]
    public async Task An_unknown_format_of_the_settings_is_rejected_with_the_known_ones()
    {
        ToolOutput run = await RunAsync("simulate", "--format", "xml");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("--format must be shell, powershell or json, not 'xml'.");
    }

    [UnixFact]
    public async Task One_vendor_can_be_down_and_come_back_while_the_others_go_on()
    {
        int port = FreePort();
        using ToolProcess simulate = ToolProcess.Start(Folder, [], "simulate", "--port", $"{port}", "--scenario", "argos=Outage", "--format", "json");
        Write("appsettings.json", await ReadJsonAsync(simulate));
        KeyValuePair<string, string?>[] failover =
        [
            new("Liveness:Default", "resilient"),
            new("Liveness:Compositions:resilient:Kind", "Failover"),
            new("Liveness:Compositions:resilient:Clients:0", "argos"),
            new("Liveness:Compositions:resilient:Clients:1", "dojah"),
        ];

        ToolOutput down = await RunAsync(failover, "check", Photo, "--json");
        using HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using StringContent live = new("Live");
        using HttpResponseMessage changed = await http.PutAsync("/scenarios/argos", live);
        ToolOutput up = await RunAsync(failover, "check", Photo, "--json");

        down.ExitCode.Should().Be(0, because: down.Error);
        down.Output.Should().Contain("\"provider\":\"dojah\"");
        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        up.Output.Should().Contain("\"provider\":\"argos\"").And.NotContain("dojah");
        (await http.GetStringAsync("/scenarios")).Should().Contain("Argos Live").And.Contain("Dojah Live");
        using StringContent nonsense = new("Nonsense");
        (await http.PutAsync("/scenarios/argos", nonsense)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await http.GetAsync("/scenarios/nobody")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [UnixFact]
    public async Task The_lines_for_a_shell_can_be_pasted()
    {
        int port = FreePort();
        using ToolProcess simulate = ToolProcess.Start(Folder, [], "simulate", "--port", $"{port}", "--format", "shell");
        List<string> lines = [];
        while (lines.Count < 19)
        {
            string line = await simulate.ReadLineAsync() ?? throw new InvalidOperationException("The simulator ended early.");
            if (line.Contains("Liveness__", StringComparison.Ordinal))
            {
                lines.Add(line);
            }
        }

        using System.Diagnostics.Process shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "sh", ["-euc", $"{string.Join('\n', lines)}\nprintf %s \"$Liveness__Providers__argos__Endpoint\""]) { RedirectStandardOutput = true })!;

        (await shell.StandardOutput.ReadToEndAsync()).Should().Be($"http://127.0.0.1:{port}/argos/modules");
    }

    [Fact]
    public async Task All_scenarios_are_listed()
    {
        ToolOutput run = await RunAsync("simulate", "--list-scenarios");

        run.ExitCode.Should().Be(0);
        run.OutputLines.Should().Equal(Scenario.All.Select(scenario => scenario.Name));
    }

    [Theory]
    [InlineData("nobody=Live", "nobody")]
    [InlineData("argos=Nonsense", "Nonsense")]
    [InlineData("Attack,argos=", "''")]
    public async Task A_scenario_that_does_not_exist_is_a_mistake_of_the_caller(string scenario, string word)
    {
        ToolOutput run = await RunAsync("simulate", "--scenario", scenario);

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain(word).And.Contain("Available");
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        ToolOutput run = await RunAsync("simulate", "--port", $"{Simulator.Argos.Endpoint.Port}");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("is in use").And.Contain("--port");
    }

    [Fact]
    public async Task The_usual_port_is_the_documented_one()
    {
        (await RunAsync("simulate", "--help")).Output.Should().Contain("5480");
    }

    private static async Task<string> ReadJsonAsync(ToolProcess simulate)
    {
        List<string> json = [];
        while (json is not [.., "}"])
        {
            string line = await simulate.ReadLineAsync() ?? throw new InvalidOperationException("The simulator ended early.");
            if (json.Count > 0 || line == "{")
            {
                json.Add(line);
            }
        }

        return string.Join('\n', json);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
