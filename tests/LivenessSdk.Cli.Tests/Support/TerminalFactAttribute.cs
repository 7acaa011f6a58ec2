using System.Runtime.CompilerServices;

namespace LivenessSdk.Cli.Tests;

/// <summary>Marks a test that runs the tool in a terminal, which takes the command script of util-linux.</summary>
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = TerminalTheoryAttribute.Reason;
    }
}
