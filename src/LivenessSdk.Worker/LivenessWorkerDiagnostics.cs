namespace LivenessSdk.Worker;

/// <summary>Provides the names of a worker's metrics and health check.</summary>
public static class LivenessWorkerDiagnostics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LivenessSdk.Worker";

    /// <summary>The name of the health check.</summary>
    public const string HealthCheckName = "liveness-worker";
}
