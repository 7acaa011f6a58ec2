using System.Runtime.CompilerServices;

namespace LivenessSdk.Tests.Support;

/// <summary>Marks a test that needs Linux: the kernel's account of a process below /proc, or the way in which it finds libraries.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    internal const string Reason = "Needs Linux: its account of a process below /proc, or its way to find libraries.";

    public LinuxFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = Reason;
        }
    }
}

/// <summary>Marks a theory that reads the kernel's account of a process, which only Linux keeps below /proc.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = LinuxFactAttribute.Reason;
        }
    }
}
