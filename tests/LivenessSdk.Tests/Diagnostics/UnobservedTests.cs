using LivenessSdk.Tests.Resilience;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Holds the library to what its page says: without a listener, telemetry costs nothing. It runs alone, since others listen.</summary>
[Collection(RunsAlone.Name)]
public sealed class UnobservedTests
{
    [Fact]
    public void Without_a_listener_nothing_is_allocated()
    {
        SentImage photo = new() { Bytes = 1 };
        ReportEverything(photo);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            ReportEverything(photo);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        CheckObservation.IsWanted.Should().BeFalse();
        LivenessTelemetry.Source.HasListeners().Should().BeFalse();
    }

    private static void ReportEverything(SentImage photo)
    {
        LivenessTelemetry.RecordPhoto("argos", photo, TimeSpan.FromMilliseconds(1));
        LivenessTelemetry.CountRetry("argos", nameof(RequestKind.Billable));
        LivenessTelemetry.CountBreakerChange("argos", BreakerState.Open, LivenessError.Unavailable);
        LivenessTelemetry.CountShadowCheck("trial", "agreed", LivenessVerdict.Live, LivenessVerdict.Live);
    }
}
