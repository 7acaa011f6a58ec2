using System.Runtime.CompilerServices;

namespace LivenessSdk.Samples.Tests;

/// <summary>Marks a test that needs a browser; it is skipped, visibly, where none is installed.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = Reason;
    }

    internal static string? Reason { get; } =
        ChromiumProgram.Path is null ? "Needs Chromium, which `bash .ci/install chromium` installs on Debian and Ubuntu." : null;
}

/// <summary>Marks a theory that needs a browser; it is skipped, visibly, where none is installed.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = ChromiumFactAttribute.Reason;
    }
}
