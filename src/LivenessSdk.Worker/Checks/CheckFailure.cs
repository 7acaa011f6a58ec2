namespace LivenessSdk.Worker;

/// <summary>Distinguishes failures that time, or an operator, may end from those of one photo.</summary>
internal static class CheckFailure
{
    /// <summary>Determines whether other photos would fail in the same way at the moment, and nothing was processed or billed.</summary>
    /// <remarks>Rejected credentials, a wrong address and a missing libvips are among them: they must not empty the queue into the dead letters.</remarks>
    public static bool IsOutage(LivenessException failure) =>
        !failure.MayHaveBeenProcessed
        && !failure.FromLedger
        && (failure.IsTransient || failure.Error is LivenessError.QuotaExceeded or LivenessError.Unauthorized or LivenessError.UnexpectedResponse or LivenessError.ImageProcessingUnavailable);

    /// <summary>Determines whether the photo itself may be the cause: limits, quotas, credentials and the database never depend on it.</summary>
    public static bool CanBeCausedByPhoto(LivenessException failure) =>
        failure.Error is LivenessError.Unavailable or LivenessError.TimedOut or LivenessError.UnexpectedResponse;
}
