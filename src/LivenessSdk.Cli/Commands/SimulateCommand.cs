using System.CommandLine;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Plays the vendors for other programs until Ctrl+C: <c>liveness simulate</c>.</summary>
internal sealed class SimulateCommand : Command
{
    /// <summary>The documented port; the vendors' paths below it are fixed too.</summary>
    private const int UsualPort = 5480;

    private readonly Terminal _terminal;
    private readonly ScenarioOption _scenario = new();
    private readonly NumberOption _port = new("--port", usual: UsualPort, most: 65535)
    {
        Description = "The port on 127.0.0.1.",
        HelpName = "PORT",
    };

    public SimulateCommand(Terminal terminal)
        : base("simulate", "Play the five vendors on a local port until Ctrl+C, with a log of requests.")
    {
        _terminal = terminal;
        Options.Add(_scenario);
        Options.Add(_port);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using RequestLog log = new(_terminal);
        LivenessSimulatorOptions options = new()
        {
            Port = arguments.GetValue(_port),
            LoggerFactory = log,
            KeepPhotos = false,
            MaxRequests = 1,
        };
        await using LivenessSimulator simulator = await StartAsync(options, cancellationToken);
        if (arguments.GetValue(_scenario) is { } scenario)
        {
            simulator.Always(scenario);
        }

        Introduce(simulator);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _terminal.WriteLine("Simulated vendors ended.");
        }

        return ExitCodes.Live;
    }

    /// <exception cref="UsageException">The port is taken.</exception>
    private static async Task<LivenessSimulator> StartAsync(LivenessSimulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await LivenessSimulator.StartAsync(options, cancellationToken);
        }
        catch (IOException)
        {
            throw new UsageException($"Port {options.Port} of 127.0.0.1 is taken, perhaps by another 'liveness simulate'. Choose another by --port.");
        }
    }

    private void Introduce(LivenessSimulator simulator)
    {
        _terminal.WriteLine("Simulated vendors are running. Verdicts are scripted, and no photo is examined. Ctrl+C ends them.");
        _terminal.WriteLine("An application, and this tool in another shell, use them with these environment variables:");
        IEnumerable<KeyValuePair<string, string?>> settings = simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null);
        foreach ((string key, string? value) in settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            _terminal.WriteLine($"  {key.Replace(":", "__", StringComparison.Ordinal)}={value}");
        }
    }
}
