using LivenessSdk;

namespace CameraCheck;

/// <summary>Holds what the page shows: never a score, which would help an attacker to come closer.</summary>
public sealed record CheckAnswer(LivenessVerdict Verdict, string[] Reasons)
{
    public static CheckAnswer From(LivenessResult result) =>
        new(result.Verdict, [.. result.Reasons.Select(reason => PlainWords.For(reason.Code)).Distinct()]);
}
