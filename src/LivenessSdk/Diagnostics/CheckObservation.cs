using System.Diagnostics;

namespace LivenessSdk;

/// <summary>Reports one check of one registration, as a span and a measurement.</summary>
internal readonly struct CheckObservation : IDisposable
{
    private readonly LivenessMetrics _metrics;
    private readonly string _provider;
    private readonly string _vendor;
    private readonly TimeProvider _timeProvider;
    private readonly long _started;
    private readonly Activity? _span;

    private CheckObservation(LivenessMetrics metrics, string provider, string vendor, string? transactionId, TimeProvider timeProvider)
    {
        _metrics = metrics;
        _provider = provider;
        _vendor = vendor;
        _timeProvider = timeProvider;
        _started = timeProvider.GetTimestamp();
        _span = LivenessTelemetry.Source.StartActivity(LivenessTelemetry.CheckSpan);
        _span?.SetTag(TelemetryTag.Provider, provider);
        _span?.SetTag(TelemetryTag.Vendor, vendor);
        LivenessTelemetry.SetTransactionId(_span, transactionId);
    }

    /// <summary>Determines whether anybody listens; if not, a check need not be observed.</summary>
    public static bool IsWanted(LivenessMetrics metrics) => LivenessTelemetry.Source.HasListeners() || metrics.CheckDuration.Enabled;

    /// <summary>Begins to observe. The span is the current one until <see cref="Dispose"/>.</summary>
    public static CheckObservation Begin(
        LivenessMetrics metrics, string provider, string vendor, string? transactionId, TimeProvider timeProvider) =>
        new(metrics, provider, vendor, transactionId, timeProvider);

    /// <summary>Reports the result.</summary>
    public void End(LivenessResult result)
    {
        LivenessTelemetry.SetResult(_span, result);

        TagList tags = new() { { TelemetryTag.Provider, _provider }, { TelemetryTag.Vendor, _vendor }, { TelemetryTag.Verdict, result.Verdict.ToString() } };
        if (LivenessTelemetry.FirstReasonOf(result) is { } reason)
        {
            tags.Add(TelemetryTag.Reason, reason);
        }

        Record(tags);
    }

    /// <summary>Reports the failure, also a cancellation.</summary>
    public void End(Exception failure)
    {
        LivenessTelemetry.SetFailure(_span, failure);
        Record(new() { { TelemetryTag.Provider, _provider }, { TelemetryTag.Vendor, _vendor }, { TelemetryTag.ErrorType, LivenessTelemetry.ErrorTypeOf(failure) } });
    }

    public void Dispose() => _span?.Dispose();

    private void Record(in TagList tags) =>
        _metrics.CheckDuration.Record(_timeProvider.GetElapsedTime(_started).TotalSeconds, tags);
}
