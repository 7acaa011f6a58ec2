namespace LivenessSdk;

/// <summary>Represents what every result must keep to, so that a fault in an adapter or in a stored text cannot pass for <see cref="LivenessVerdict.Live"/>.</summary>
internal static class ResultValidator
{
    /// <summary>Finds the first rule that a result breaks; null when it keeps all.</summary>
    public static string? FindBreach(LivenessResult result)
    {
        if (!Enum.IsDefined(result.Verdict))
        {
            return "the verdict is no member of LivenessVerdict";
        }

        if (!IsPart(result.Score) || !IsPart(result.Threshold) || !double.IsFinite(result.RawScore ?? 0))
        {
            return "Score and Threshold must be from 0 to 1, and RawScore a finite number";
        }

        if (HasNull(result.Reasons) || HasNull(result.Frames))
        {
            return "Reasons or Frames holds a null";
        }

        return result.IsLive ? FindContradiction(result) : null;
    }

    /// <summary>Lets the result of an adapter through that keeps to the rules.</summary>
    /// <exception cref="LivenessException">It breaks one, or there is no result.</exception>
    public static LivenessResult Validate(LivenessResult? result, string registration, bool mayHaveBeenProcessed)
    {
        string? breach = result is null ? "it returned no result" : FindBreach(result);
        return result is not null && breach is null
            ? result
            : throw new LivenessException(
                LivenessError.UnexpectedResponse,
                $"{registration}: the vendor's adapter broke its contract: {breach}. Its answer was not used; report this to the adapter's author.")
            {
                MayHaveBeenProcessed = mayHaveBeenProcessed,
                ContinuationToken = result?.ContinuationToken,
                Attempts = result?.Attempts ?? [],
                Response = result?.Response,
            };
    }

    private static string? FindContradiction(LivenessResult result)
    {
        if (result.Reasons.Count > 0)
        {
            return "the verdict is Live, but Reasons say why it is not";
        }

        if (result.ContinuationToken is not null)
        {
            return "the verdict is Live, but a ContinuationToken says that the vendor is still working";
        }

        if (result.Score < result.Threshold)
        {
            return "the verdict is Live, but Score is below Threshold";
        }

        foreach (FrameResult frame in result.Frames)
        {
            if (frame.PresentationAttack == true)
            {
                return "the verdict is Live, but a frame is flagged as a presentation attack";
            }
        }

        return null;
    }

    private static bool IsPart(double? number) => number is null or (>= 0 and <= 1);

    private static bool HasNull<T>(IReadOnlyList<T> items)
        where T : class
    {
        foreach (T? item in items)
        {
            if (item is null)
            {
                return true;
            }
        }

        return false;
    }
}
