using System.Runtime.CompilerServices;

namespace LivenessSdk.Cli.Tests;

/// <summary>Marks a test that sends the signal behind Ctrl+C, which Windows has no command for.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Ctrl+C is sent by the command kill, which Windows does not have.";
        }
    }
}
