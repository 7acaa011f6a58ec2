using System.CommandLine;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Holds the options that say where a command finds its vendors.</summary>
internal sealed class SessionOptions
{
    private readonly Option<FileInfo?> _config = new("--config")
    {
        Description = "A JSON file with the vendors' settings, read after appsettings.json of the current folder.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _simulator = new("--simulator")
    {
        Description = "Use simulated vendors with scripted verdicts; nothing is configured, sent or billed.",
    };

    private readonly ScenarioOption _scenario = new();

    public SessionOptions(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_simulator);
        command.Options.Add(_scenario);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_scenario) is not null && !result.GetValue(_simulator))
            {
                result.AddError("--scenario goes with --simulator.");
            }
        });
    }

    /// <summary>Opens the clients that the command line asks for.</summary>
    /// <exception cref="UsageException">Nothing is configured, and no simulator was asked for.</exception>
    public async Task<Session> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        arguments.GetValue(_simulator)
            ? await Session.OpenSimulatedAsync(arguments.GetValue(_scenario) ?? Scenario.Live, cancellationToken)
            : Session.OpenConfigured(arguments.GetValue(_config));
}
