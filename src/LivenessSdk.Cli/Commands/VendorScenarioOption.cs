using System.CommandLine;
using System.CommandLine.Parsing;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Represents the option for the scenario of all simulated vendors or of one: <c>--scenario NoFace --scenario argos=Outage</c>.</summary>
internal sealed class VendorScenarioOption : Option<VendorScenario[]>
{
    private static readonly string[] s_vendors = ["argos", "dojah", "progeny", "riset", "verihubs"];

    public VendorScenarioOption()
        : base(ScenarioOption.OptionName)
    {
        Description = "The scenario of all vendors (Attack) or of one (argos=Outage); can be repeated.";
        HelpName = "NAME";
        Arity = ArgumentArity.OneOrMore;
        DefaultValueFactory = _ => [];
        CustomParser = argument => [.. argument.Tokens.SelectMany(token => token.Value.Split(',')).Select(text => Parse(argument, text)).OfType<VendorScenario>()];
        CompletionSources.Add([.. Scenario.All.Select(scenario => scenario.Name)]);
    }

    private static VendorScenario? Parse(ArgumentResult argument, string text)
    {
        string[] parts = text.Split('=', 2);
        string? vendor = parts.Length == 2 ? parts[0] : null;
        if (vendor is not null && !s_vendors.Contains(vendor, StringComparer.OrdinalIgnoreCase))
        {
            argument.AddError($"{ScenarioOption.OptionName} names the unknown vendor '{vendor}'. Available vendors: {string.Join(", ", s_vendors)}.");
            return null;
        }

        return ScenarioOption.Parse(argument, parts[^1]) is { } scenario ? new VendorScenario(vendor, scenario) : null;
    }
}

/// <summary>Represents a scenario and its vendor.</summary>
/// <param name="Vendor">The vendor, or <c>null</c> for all.</param>
/// <param name="Scenario">The scenario.</param>
internal sealed record VendorScenario(string? Vendor, Scenario Scenario);
