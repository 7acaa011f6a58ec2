using System.Runtime.CompilerServices;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Marks a test that needs Firefox; it is skipped, visibly, where none is installed.</summary>
public sealed class FirefoxFactAttribute : FactAttribute
{
    public FirefoxFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = Firefox.Path is null ? "Needs Firefox, which `bash .ci/install firefox` installs on Debian." : null;
    }
}
