using System.Globalization;
using LivenessSdk;

namespace CameraCheck;

/// <summary>Holds what the page shows: never a score, which would help an attacker to come closer.</summary>
public sealed record CheckAnswer(LivenessVerdict Verdict, string[] Reasons)
{
    // The page is in English, whatever the language of the server.
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en");

    public static CheckAnswer From(LivenessResult result) =>
        new(result.Verdict, [.. result.Reasons.Select(reason => LivenessReasonText.Default.For(reason.Code, s_english)).Distinct()]);
}
