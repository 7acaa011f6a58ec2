using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Chooses one registration.</summary>
internal sealed class ProviderOption : Option<string?>
{
    public ProviderOption()
        : base("--provider")
    {
        Description = "The name of a configured provider; the default one unless given.";
        HelpName = "NAME";
    }
}
