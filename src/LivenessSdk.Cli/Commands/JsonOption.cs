using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Represents the option for lines of JSON instead of a table.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption()
        : base("--json", "-j")
    {
        Description = "Write one line of JSON per photo and vendor instead of a table.";
    }
}
