namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>Two of these run side by side: most of the time a test waits for the browser's camera.</summary>
internal static class BrowserCollection
{
    /// <summary>Tests with a camera that shows what is good, or with none.</summary>
    public const string Pages = "Pages";

    /// <summary>Tests that change what the camera shows.</summary>
    public const string Films = "Films";

    /// <summary>Tests of times, which want the machine for themselves.</summary>
    public const string Figures = "Figures";
}

/// <summary>Runs when all others have ended.</summary>
[CollectionDefinition(BrowserCollection.Figures, DisableParallelization = true)]
public sealed class FigureCollection;
