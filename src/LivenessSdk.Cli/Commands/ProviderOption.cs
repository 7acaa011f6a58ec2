using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Represents the option for one client.</summary>
internal sealed class ProviderOption : Option<string?>
{
    public ProviderOption()
        : base("--provider", "-p")
    {
        Description = "The name of a configured provider or composition. The default is the configured Default, or else the first.";
        HelpName = "NAME";
    }
}
