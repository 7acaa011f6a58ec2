using System.Runtime.CompilerServices;

namespace LivenessSdk.Cli.Tests;

/// <summary>Marks a test with several cases that runs the tool in a terminal, which takes the command script of util-linux.</summary>
public sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = Reason;
    }

    public static string? Reason { get; } =
        OperatingSystem.IsLinux() && File.Exists("/usr/bin/script") ? null : "A terminal is made by the command script of util-linux, which is not here.";
}
