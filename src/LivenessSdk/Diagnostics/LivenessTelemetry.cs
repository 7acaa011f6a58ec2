using System.Diagnostics;
using System.Globalization;

namespace LivenessSdk;

/// <summary>Provides the source of spans. <c>docs/telemetry.md</c> lists names and tags, and a test compares it with what is reported.</summary>
internal static class LivenessTelemetry
{
    public const string CheckSpan = "liveness.check";
    public const string CompositionSpan = "liveness.composition";
    public const string AttemptSpan = "liveness.attempt";

    public static readonly ActivitySource Source = new(LivenessDiagnostics.ActivitySourceName, LivenessDiagnostics.Version);

    /// <summary>Starts the span of one attempt to send a request, or returns <see langword="null"/> if nobody listens.</summary>
    public static Activity? StartAttempt<TKind>(string provider, TKind kind, int attempt, Uri? address)
        where TKind : struct, Enum
    {
        Activity? span = Source.StartActivity(AttemptSpan);
        if (span is null)
        {
            return null;
        }

        span.SetTag(TelemetryTag.Provider, provider);
        span.SetTag(TelemetryTag.MessageKind, kind.ToString());
        if (address is { IsAbsoluteUri: true })
        {
            span.SetTag(TelemetryTag.ServerAddress, address.IdnHost);
            span.SetTag(TelemetryTag.ServerPort, address.Port);
        }

        if (attempt > 1)
        {
            span.SetTag(TelemetryTag.ResendCount, attempt - 1);
        }

        return span;
    }

    /// <summary>Starts the span of a check by a composition, or returns <see langword="null"/> if nobody listens.</summary>
    public static Activity? StartComposition(string composition, string? transactionId)
    {
        Activity? span = Source.StartActivity(CompositionSpan);
        span?.SetTag(TelemetryTag.Composition, composition);
        SetTransactionId(span, transactionId);
        return span;
    }

    /// <summary>Records a result on the span of a check, and the reference that came with it.</summary>
    public static void SetResult(Activity? span, LivenessResult result)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag(TelemetryTag.Verdict, result.Verdict.ToString());
        span.SetTag(TelemetryTag.Reason, FirstReasonOf(result));
        SetTransactionId(span, result.TransactionId);
    }

    public static void SetTransactionId(Activity? span, string? transactionId)
    {
        if (transactionId is not null)
        {
            span?.SetTag(TelemetryTag.TransactionId, transactionId);
        }
    }

    public static string? FirstReasonOf(LivenessResult result) => result.Reasons.Count > 0 ? result.Reasons[0].Code.Value : null;

    /// <summary>Records the HTTP status on the span of an attempt.</summary>
    public static void SetStatus(Activity? span, int statusCode)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag(TelemetryTag.StatusCode, statusCode);
        if (statusCode >= 400)
        {
            SetError(span, statusCode.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Records a failure on a span: its type only, since messages and stack traces of others may contain anything.</summary>
    public static void SetFailure(Activity? span, Exception failure)
    {
        if (span is not null)
        {
            SetError(span, ErrorTypeOf(failure));
        }
    }

    public static string? ErrorTypeOf(Exception failure) =>
        failure is LivenessException { Error: var error } ? error.ToString() : failure.GetType().FullName;

    private static void SetError(Activity span, string? type)
    {
        span.SetTag(TelemetryTag.ErrorType, type);
        span.SetStatus(ActivityStatusCode.Error);
    }
}

/// <summary>Reports one check of one client, as a span and a measurement.</summary>
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
