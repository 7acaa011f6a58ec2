namespace LivenessSdk.Samples.Tests;

/// <summary>Marks a test that needs a browser; it is skipped, visibly, where none is installed.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        Skip = Reason;
    }

    internal static string? Reason { get; } =
        Chromium.Path is null ? "Needs Chromium, which .ci/install-chromium installs on Debian and Ubuntu." : null;
}

/// <summary>Marks a theory that needs a browser; it is skipped, visibly, where none is installed.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        Skip = ChromiumFactAttribute.Reason;
    }
}
