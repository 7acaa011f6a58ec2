using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Chooses one registration.</summary>
internal sealed class ProviderOption : Option<string?>
{
    public ProviderOption()
        : base("--provider", "-p")
    {
        Description = "The name of a configured provider or composition. The default is the configured one, else the first.";
        HelpName = "NAME";
    }
}
