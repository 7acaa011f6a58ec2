using System.Runtime.CompilerServices;

namespace LivenessSdk.Tests.Support;

/// <summary>Marks a test that needs pipes in the file system, which Windows does not have.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Needs pipes in the file system, which Windows does not have.";
        }
    }
}
