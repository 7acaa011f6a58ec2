namespace LivenessSdk.Testing;

/// <summary>Represents the outcome of a check for a given response.</summary>
public sealed class ResponseOutcome
{
    internal ResponseOutcome(LivenessResult result)
    {
        Result = result;
        Outcome = result.Verdict switch
        {
            LivenessVerdict.Live => CheckOutcomes.Live,
            LivenessVerdict.NotLive => CheckOutcomes.NotLive,
            _ when result.HasReason(LivenessReasonCode.Contradiction) => CheckOutcomes.Contradiction,
            _ => CheckOutcomes.Inconclusive,
        };
    }

    internal ResponseOutcome(Exception exception)
    {
        Exception = exception;
        // An error for which nothing is sent, such as Unsupported, is no outcome of a response.
        Outcome = exception is LivenessException failure && Enum.TryParse(failure.Error.ToString(), out CheckOutcomes outcome) ? outcome : CheckOutcomes.None;
    }

    /// <summary>Gets the outcome, or <see cref="CheckOutcomes.None"/> for an undocumented exception and for an error that no response can cause.</summary>
    public CheckOutcomes Outcome { get; }

    /// <summary>Gets the result, or <see langword="null"/> if an exception was thrown.</summary>
    public LivenessResult? Result { get; }

    /// <summary>Gets the exception, or <see langword="null"/> if there is a result.</summary>
    public Exception? Exception { get; }

    /// <summary>Lists violations of the rules for every result, regardless of the response; empty if there are none.</summary>
    public IEnumerable<string> FindProblems()
    {
        if (Exception is not (null or LivenessException))
        {
            yield return $"It threw an exception other than LivenessException: {Exception}";
        }

        if (Exception is LivenessException failure && Outcome == CheckOutcomes.None)
        {
            yield return $"It failed with {failure.Error}, which no response can cause. If the provider rejects the request, return another one from RequestFor: {failure.Message}";
        }

        if (Result is not { } result)
        {
            yield break;
        }

        if (result.Score is { } score && !(score >= 0 && score <= 1))
        {
            yield return $"The score {score} is not within 0 and 1.";
        }

        if (result.Threshold is { } threshold && !(threshold >= 0 && threshold <= 1))
        {
            yield return $"The threshold {threshold} is not within 0 and 1.";
        }

        if (result.IsLive != (result.Reasons.Count == 0))
        {
            yield return $"{result.Verdict} comes with {result.Reasons.Count} reasons.";
        }

        if ((result.Verdict == LivenessVerdict.Inconclusive) != (result.VerdictSource == VerdictSource.None))
        {
            yield return $"{result.Verdict} comes from the source {result.VerdictSource}.";
        }

        if (result.HasReason(LivenessReasonCode.PresentationAttack) && result.Verdict != LivenessVerdict.NotLive)
        {
            yield return $"{result.Verdict} comes with the reason PresentationAttack.";
        }
    }

    /// <summary>Returns the result or the exception.</summary>
    public override string ToString() =>
        Result is { } result ? $"{result.Verdict} ({string.Join("; ", result.Reasons)})" : $"{Exception?.GetType().Name}: {Exception?.Message}";
}
