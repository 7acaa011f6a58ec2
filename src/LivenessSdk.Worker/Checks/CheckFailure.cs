namespace LivenessSdk.Worker;

/// <summary>Distinguishes failures that affect all photos of a client from failures of a single photo.</summary>
internal static class CheckFailure
{
    /// <summary>Determines whether other photos would currently fail in the same way, and nothing was processed or billed.</summary>
    /// <remarks>This includes rejected credentials, a wrong address and a missing libvips: they must not move the whole queue to the dead-letter queue.</remarks>
    public static bool IsOutage(LivenessException failure) =>
        !failure.MayHaveBeenProcessed
        && !failure.FromLedger
        && (failure.IsTransient || failure.Error is LivenessError.QuotaExceeded or LivenessError.Unauthorized or LivenessError.UnexpectedResponse or LivenessError.ImageProcessingUnavailable);

    /// <summary>Determines whether the photo itself may be the cause: limits, quotas, credentials and the database never depend on it.</summary>
    public static bool CanBeCausedByPhoto(LivenessException failure) =>
        failure.Error is LivenessError.Unavailable or LivenessError.TimedOut or LivenessError.UnexpectedResponse;
}
