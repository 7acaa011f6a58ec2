namespace LivenessSdk.Samples.Tests;

/// <summary>Gives the installed Chromium, and the arguments with which tests start it.</summary>
internal static class ChromiumProgram
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Gets the path of the browser; null where none is installed.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Gets the arguments. The last list of disabled features counts: that of Playwright, as far as it matters here, and what the browser's address bar loads for each window, which takes longer than a test.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--no-sandbox",
        "--disable-features=DestroyProfileOnBrowserClose,GlobalMediaControls,HttpsUpgrades,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,Translate,"
            + "AimEnabled,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    ];
}
