using System.CommandLine;
using System.CommandLine.Parsing;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Simulates the vendors for other programs until Ctrl+C: <c>liveness simulate</c>.</summary>
internal sealed class SimulateCommand : Command
{
    /// <summary>The documented port; the vendors' paths are documented, too.</summary>
    private const int UsualPort = 5480;

    private readonly Terminal _terminal;
    private readonly VendorScenarioOption _scenarios = new();
    private readonly NumberOption _port = new("--port", usual: UsualPort, most: 65535)
    {
        Description = "The port on 127.0.0.1.",
        HelpName = "PORT",
    };

    private readonly Option<SettingsFormat> _format = new("--format")
    {
        Description = "The format of the printed settings: shell, powershell or json.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => OperatingSystem.IsWindows() ? SettingsFormat.PowerShell : SettingsFormat.Shell,
        CustomParser = ParseFormat,
    };

    private readonly Option<bool> _list = new("--list-scenarios") { Description = "List the scenarios and exit." };

    public SimulateCommand(Terminal terminal)
        : base("simulate", "Simulate the five vendors on a local port until Ctrl+C, with a log of requests.")
    {
        _terminal = terminal;
        Options.Add(_scenarios);
        Options.Add(_port);
        Options.Add(_format);
        Options.Add(_list);
        SetAction(RunAsync);
    }

    private static SettingsFormat ParseFormat(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        foreach (SettingsFormat format in Enum.GetValues<SettingsFormat>())
        {
            if (text.Equals(format.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        argument.AddError($"--format must be shell, powershell or json, not '{text}'.");
        return default;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_list))
        {
            foreach (Scenario scenario in Scenario.All)
            {
                _terminal.WriteLine(scenario.Name);
            }

            return ExitCodes.Live;
        }

        int port = arguments.GetValue(_port);
        _terminal.WriteLine($"Starting simulated vendors on port {port} ...");
        using RequestLog log = new(_terminal);
        LivenessSimulatorOptions options = new() { Port = port, LoggerFactory = log, KeepPhotos = false, MaxRequests = 1 };
        await using LivenessSimulator simulator = await StartAsync(options, cancellationToken);
        foreach ((string? vendor, Scenario scenario) in arguments.GetRequiredValue(_scenarios))
        {
            foreach (VendorSimulator meant in simulator.Vendors.Where(known => known.Vendor.Equals(vendor ?? known.Vendor, StringComparison.OrdinalIgnoreCase)))
            {
                meant.Always(scenario);
            }
        }

        Introduce(simulator, arguments.GetValue(_format));
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _terminal.WriteLine("Simulated vendors stopped.");
        }

        return ExitCodes.Live;
    }

    /// <exception cref="UsageException">The port is in use.</exception>
    private static async Task<LivenessSimulator> StartAsync(LivenessSimulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await LivenessSimulator.StartAsync(options, cancellationToken);
        }
        catch (IOException)
        {
            throw new UsageException($"Port {options.Port} on 127.0.0.1 is in use, perhaps by another 'liveness simulate'. Choose another with --port.");
        }
    }

    private void Introduce(LivenessSimulator simulator, SettingsFormat format)
    {
        string root = simulator.Argos.Endpoint.GetLeftPart(UriPartial.Authority);
        _terminal.WriteLine("Simulated vendors are running. Verdicts are scripted and do not depend on photos. Press Ctrl+C to stop.");
        _terminal.WriteLine($"To change a scenario: curl -X PUT --data NoFace {root}/scenarios/argos");
        _terminal.WriteLine(format == SettingsFormat.Json
            ? "To use them in an application, or with this tool in the same folder, create this appsettings.json:"
            : "To use them in an application, or with this tool in another shell, run these lines:");
        _terminal.WriteLine("");
        foreach (string line in SettingsText.Write(simulator.ToConfiguration().AsEnumerable(), format))
        {
            _terminal.WriteLine(line);
        }

        _terminal.WriteLine("");
    }
}
