using System.CommandLine;
using System.CommandLine.Parsing;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Represents the option for the scenario of simulated vendors.</summary>
internal sealed class ScenarioOption : Option<Scenario?>
{
    public const string OptionName = "--scenario";

    /// <param name="usual">The default, as a sentence.</param>
    public ScenarioOption(string usual)
        : base(OptionName)
    {
        Description = $"The scenario of the simulated vendors: Live, Attack, NoFace, ServerError or another. {usual} 'liveness simulate --list-scenarios' lists all.";
        HelpName = "NAME";
        CustomParser = argument => Parse(argument, argument.Tokens[0].Value);
        CompletionSources.Add([.. Scenario.All.Select(scenario => scenario.Name)]);
    }

    /// <summary>Finds a scenario, or adds an error that lists all scenarios.</summary>
    public static Scenario? Parse(ArgumentResult argument, string name)
    {
        Scenario? scenario = Scenario.Find(name);
        if (scenario is null)
        {
            argument.AddError($"{OptionName} '{name}' is unknown. Available scenarios: {string.Join(", ", Scenario.All.Select(known => known.Name))}.");
        }

        return scenario;
    }
}
