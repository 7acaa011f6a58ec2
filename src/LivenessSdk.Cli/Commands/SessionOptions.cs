using System.CommandLine;
using System.CommandLine.Parsing;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Represents the options that select the vendors of a command.</summary>
internal sealed class SessionOptions
{
    private readonly Option<FileInfo?> _config = new("--config", "-c")
    {
        Description = "A JSON file with the vendors' settings, read after appsettings.json in the current folder.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _simulator = new("--simulator", "-s")
    {
        Description = "Use simulated vendors with scripted verdicts; nothing is configured, sent or billed.",
    };

    private readonly ScenarioOption _scenario;

    /// <param name="command">The command that gets the options.</param>
    /// <param name="checks">Whether the command checks photos, so that it needs the option for a scenario.</param>
    /// <param name="usualScenario">The default of the scenario, as a sentence.</param>
    public SessionOptions(Command command, bool checks, string usualScenario = "The default is Live.")
    {
        _scenario = new ScenarioOption(usualScenario);
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
                result.AddError("--scenario requires --simulator.");
            }
        });
    }

    public FileInfo? ConfigurationFile(ParseResult arguments) => arguments.GetValue(_config);

    /// <summary>Gets the scenario of simulated vendors, or null if it was not specified.</summary>
    public Scenario? Scenario(ParseResult arguments) => arguments.GetValue(_scenario);

    public bool IsSimulated(ParseResult arguments) => arguments.GetValue(_simulator);

    /// <summary>Determines whether simulated vendors are used, during the validation of the command line.</summary>
    public bool IsSimulated(CommandResult command) => command.GetValue(_simulator);

    /// <summary>Opens the clients from the command line.</summary>
    /// <exception cref="UsageException">No vendor is configured, and the simulator is not used.</exception>
    public async Task<Session> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        IsSimulated(arguments)
            ? await Session.OpenSimulatedAsync(arguments.GetValue(_scenario) ?? Simulator.Scenario.Live, cancellationToken)
            : Session.OpenConfigured(ConfigurationFile(arguments));
}
