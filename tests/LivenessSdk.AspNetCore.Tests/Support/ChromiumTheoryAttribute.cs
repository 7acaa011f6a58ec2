using System.Runtime.CompilerServices;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Marks a theory that needs Chromium; it is skipped, visibly, where none is installed.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = Chromium.Path is null ? ChromiumFactAttribute.NotInstalled : null;
    }
}
