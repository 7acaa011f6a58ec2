using System.Diagnostics.Metrics;
using LivenessSdk.Tests.Resilience;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Holds the library to what its page says: without a listener, telemetry costs nothing. It runs alone, since others listen.</summary>
[Collection(RunsAlone.Name)]
public sealed class UnobservedTests
{
    [Fact]
    public void Without_a_listener_nothing_is_allocated()
    {
        using Meter meter = new(LivenessDiagnostics.MeterName);
        LivenessMetrics metrics = new(meter);
        SentImage photo = new() { Bytes = 1 };
        ReportEverything(metrics, photo);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            ReportEverything(metrics, photo);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        CheckObservation.IsWanted(metrics).Should().BeFalse();
        LivenessTelemetry.Source.HasListeners().Should().BeFalse();
    }

    private static void ReportEverything(LivenessMetrics metrics, SentImage photo)
    {
        metrics.RecordPhoto("argos", photo, TimeSpan.FromMilliseconds(1));
        metrics.CountRetry("argos", nameof(RequestKind.Billable));
        metrics.CountBreakerChange("argos", BreakerState.Open, LivenessError.Unavailable);
        metrics.CountShadowCheck("trial", "agreed", LivenessVerdict.Live, LivenessVerdict.Live);
    }
}
