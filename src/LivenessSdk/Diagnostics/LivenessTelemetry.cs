using System.Diagnostics;
using System.Globalization;

namespace LivenessSdk;

/// <summary>Provides the source of spans. <c>docs/telemetry.md</c> lists names and tags, and a test compares it with what comes out.</summary>
internal static class LivenessTelemetry
{
    public const string CheckSpan = "liveness.check";
    public const string CompositionSpan = "liveness.composition";
    public const string AttemptSpan = "liveness.attempt";

    public static readonly ActivitySource Source = new(LivenessDiagnostics.ActivitySourceName, LivenessDiagnostics.Version);

    /// <summary>Begins the span of one attempt to send a message; null when nobody listens.</summary>
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

    /// <summary>Begins the span of a check by a composition; null when nobody listens.</summary>
    public static Activity? StartComposition(string composition, string? transactionId)
    {
        Activity? span = Source.StartActivity(CompositionSpan);
        span?.SetTag(TelemetryTag.Composition, composition);
        SetTransactionId(span, transactionId);
        return span;
    }

    /// <summary>Notes a result on the span of a check, and the reference that came with it.</summary>
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

    /// <summary>Notes the HTTP status on the span of an attempt.</summary>
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

    /// <summary>Notes a failure on a span: its kind only, since texts and stack traces of others may hold anything.</summary>
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
