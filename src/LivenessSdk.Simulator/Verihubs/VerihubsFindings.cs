using System.Globalization;
using System.Text.RegularExpressions;

namespace LivenessSdk.Simulator;

/// <summary>Represents the simulated findings of Verihubs in a photo.</summary>
internal sealed partial record VerihubsFindings
{
    public bool Live { get; init; } = true;

    public double Probability { get; init; } = 99.87;

    public int Faces { get; init; } = 1;

    public bool Blur { get; init; }

    public bool Dark { get; init; }

    public bool Grayscale { get; init; }

    public bool Sunglasses { get; init; }

    public bool Mask { get; init; }

    public bool Veil { get; init; }

    public bool FaceBlocker { get; init; }

    /// <summary>Returns the findings for a scenario, or null if the vendor finds no usable face.</summary>
    public static VerihubsFindings? Of(Scenario scenario) => scenario.Name switch
    {
        nameof(Scenario.Live) or nameof(Scenario.IdentityMismatch) => new(),
        nameof(Scenario.Attack) => new() { Live = false, Probability = 3.21 },
        nameof(Scenario.Contradiction) => new() { Probability = 12.5 },
        nameof(Scenario.MultipleFaces) => new() { Faces = 2 },
        nameof(Scenario.PoorQuality) => new() { Blur = true, Dark = true },
        nameof(Scenario.Blurred) => new() { Blur = true },
        nameof(Scenario.Dark) => new() { Dark = true },
        nameof(Scenario.Grayscale) => new() { Grayscale = true },
        nameof(Scenario.Sunglasses) => new() { Sunglasses = true },
        nameof(Scenario.Mask) => new() { Mask = true },
        nameof(Scenario.FaceOccluded) => new() { FaceBlocker = true },
        _ => null,
    };

    /// <summary>Returns the findings for a word of the sandbox such as LIVE_PERSON_MV_A_1, or <c>null</c> if it is any other word. Words for spoofs are presumed: the vendor's list ends before them.</summary>
    public static VerihubsFindings? OfWord(string word)
    {
        Match match = PersonWord().Match(word);
        if (!match.Success)
        {
            return null;
        }

        bool live = match.Groups["verdict"].Value == "LIVE";
        string traits = match.Groups["traits"].Value;
        bool quality = traits.StartsWith("BLUR", StringComparison.Ordinal) || traits == "DARK";
        return new VerihubsFindings
        {
            Live = live,
            Probability = live ? 99.87 : 3.21,
            Faces = int.Parse(match.Groups["faces"].Value, CultureInfo.InvariantCulture),
            Blur = quality && traits.StartsWith("BLUR", StringComparison.Ordinal),
            Dark = quality && traits.EndsWith("DARK", StringComparison.Ordinal),
            Mask = !quality && traits.Contains('M', StringComparison.Ordinal),
            Veil = !quality && traits.Contains('V', StringComparison.Ordinal),
            Sunglasses = !quality && traits.Contains('S', StringComparison.Ordinal),
        };
    }

    /// <summary>Returns the bits of FAIL_ON for the requested validations; 0 if none fails.</summary>
    public int FailOn(bool validateAttribute, bool validateQuality, bool validateFaces) =>
        (validateAttribute && (Sunglasses || Mask || FaceBlocker) ? 2 : 0)
        + (validateQuality && (Blur || Dark || Grayscale) ? 4 : 0)
        + (validateFaces && Faces > 1 ? 8 : 0);

    [GeneratedRegex("^(?<verdict>LIVE|SPOOF)_PERSON(_(?<traits>BLURDARK|BLUR|DARK|M?V?S?(?<=[MVS])))?_[A-J]_(?<faces>[1-9])$", RegexOptions.ExplicitCapture)]
    private static partial Regex PersonWord();
}
