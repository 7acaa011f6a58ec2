using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Represents the option for several clients: <c>--provider argos,dojah</c>.</summary>
internal sealed class ProvidersOption : Option<string[]>
{
    public ProvidersOption(string description)
        : base("--provider", "-p")
    {
        Description = description;
        HelpName = "NAMES";
        Arity = ArgumentArity.OneOrMore;
        DefaultValueFactory = _ => [];
        CustomParser = argument =>
        [
            .. argument.Tokens
                .SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }
}
