using System.CommandLine;
using System.CommandLine.Parsing;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Chooses what simulated vendors answer.</summary>
internal sealed class ScenarioOption : Option<Scenario?>
{
    private const string OptionName = "--scenario";

    public ScenarioOption()
        : base(OptionName)
    {
        Description = "What the simulated vendors answer: Live (unless given), Attack, NoFace, ServerError and others; a wrong name lists them all.";
        HelpName = "NAME";
        CustomParser = Parse;
        CompletionSources.Add([.. Scenario.All.Select(scenario => scenario.Name)]);
    }

    private static Scenario? Parse(ArgumentResult argument)
    {
        string name = argument.Tokens[0].Value;
        Scenario? scenario = Scenario.All.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (scenario is null)
        {
            argument.AddError($"{OptionName} '{name}' is unknown. Known are: {string.Join(", ", Scenario.All.Select(known => known.Name))}.");
        }

        return scenario;
    }
}
