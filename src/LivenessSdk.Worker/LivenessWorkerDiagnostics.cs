namespace LivenessSdk.Worker;

/// <summary>Provides the names under which a worker reports metrics and logs, for OpenTelemetry and its like.</summary>
public static class LivenessWorkerDiagnostics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LivenessSdk.Worker";

    /// <summary>The name of the health check.</summary>
    public const string HealthCheckName = "liveness-worker";
}
