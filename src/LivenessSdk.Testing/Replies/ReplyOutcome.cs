namespace LivenessSdk.Testing;

/// <summary>Represents what a check came to when the vendor gave a certain reply.</summary>
public sealed class ReplyOutcome
{
    internal ReplyOutcome(LivenessResult result)
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

    internal ReplyOutcome(Exception exception)
    {
        Exception = exception;
        Outcome = exception is LivenessException failure ? Enum.Parse<CheckOutcomes>(failure.Error.ToString()) : CheckOutcomes.None;
    }

    /// <summary>Gets the one outcome; <see cref="CheckOutcomes.None"/> for an exception that the library does not document.</summary>
    public CheckOutcomes Outcome { get; }

    /// <summary>Gets the result; null where an exception was thrown.</summary>
    public LivenessResult? Result { get; }

    /// <summary>Gets the exception; null where there is a result.</summary>
    public Exception? Exception { get; }

    /// <summary>Lists what no result of any vendor may be, whatever the reply; empty when all is well.</summary>
    public IEnumerable<string> FindProblems()
    {
        if (Exception is not (null or LivenessException))
        {
            yield return $"It threw an exception other than LivenessException: {Exception}";
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

    /// <summary>Returns result or exception.</summary>
    public override string ToString() =>
        Result is { } result ? $"{result.Verdict} ({string.Join("; ", result.Reasons)})" : $"{Exception?.GetType().Name}: {Exception?.Message}";
}
