using System.Runtime.CompilerServices;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Marks a test that needs Chromium; it is skipped, visibly, where none is installed.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    internal const string NotInstalled = "Needs Chromium, which `bash .ci/install chromium` installs on Debian and Ubuntu.";

    public ChromiumFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = Chromium.Path is null ? NotInstalled : null;
    }
}
