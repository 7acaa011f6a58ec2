using System.CommandLine;
using System.CommandLine.Parsing;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Represents the options that say where a command finds its vendors.</summary>
internal sealed class SessionOptions
{
    private readonly Option<FileInfo?> _config = new("--config", "-c")
    {
        Description = "A JSON file with the vendors' settings, read after appsettings.json of the current folder.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _simulator = new("--simulator", "-s")
    {
        Description = "Use simulated vendors with scripted verdicts; nothing is configured, sent or billed.",
    };

    private readonly ScenarioOption _scenario = new();

    /// <param name="command">The command that gets the options.</param>
    /// <param name="checks">Whether the command checks photos, so that a scenario matters.</param>
    public SessionOptions(Command command, bool checks)
    {
        command.Options.Add(_config);
        command.Options.Add(_simulator);
        if (!checks)
        {
            return;
        }

        command.Options.Add(_scenario);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_scenario) is not null && !result.GetValue(_simulator))
            {
                result.AddError("--scenario goes with --simulator.");
            }
        });
    }

    public FileInfo? ConfigurationFile(ParseResult arguments) => arguments.GetValue(_config);

    /// <summary>Gets what simulated vendors answer, or null if that was not said.</summary>
    public Scenario? Scenario(ParseResult arguments) => arguments.GetValue(_scenario);

    public bool IsSimulated(ParseResult arguments) => arguments.GetValue(_simulator);

    /// <summary>Determines whether simulated vendors are asked for, while the command line is validated.</summary>
    public bool IsSimulated(CommandResult command) => command.GetValue(_simulator);

    /// <summary>Opens the clients that the command line asks for.</summary>
    /// <exception cref="UsageException">Nothing is configured, and no simulator was asked for.</exception>
    public async Task<Session> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        IsSimulated(arguments)
            ? await Session.OpenSimulatedAsync(arguments.GetValue(_scenario) ?? Simulator.Scenario.Live, cancellationToken)
            : Session.OpenConfigured(ConfigurationFile(arguments));
}
