using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace LivenessSdk;

/// <summary>Holds the one source of spans and the one meter, and measures everything but checks, which <see cref="CheckObservation"/> does.</summary>
/// <remarks><c>docs/telemetry.md</c> lists names, tags and units, and a test compares it with what comes out. Without a listener nothing is allocated.</remarks>
internal static class LivenessTelemetry
{
    public const string Name = "LivenessSdk";
    public const string CheckSpan = "liveness.check";
    public const string CompositionSpan = "liveness.composition";
    public const string AttemptSpan = "liveness.attempt";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter s_meter = new(Name);

    public static readonly Histogram<double> CheckDuration = CreateHistogram(
        "liveness.check.duration", "s", "Time of a whole check.", 0.1, 0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60);

    private static readonly Histogram<long> s_photoSize = CreateHistogram<long>(
        "liveness.photo.size", "By", "Size of a photo as prepared for the vendor, before any base64.",
        16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576, 2_097_152, 4_194_304, 8_388_608, 16_777_216);

    private static readonly Histogram<double> s_photoPreparation = CreateHistogram(
        "liveness.photo.preparation.duration", "s", "Time to make a photo fit what the vendor takes.",
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5);

    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>(
        "liveness.retries", "{retry}", "Messages that are sent again.");

    private static readonly Counter<long> s_drift = s_meter.CreateCounter<long>(
        "liveness.reply.drift", "{field}", "Fields of replies that are not as the vendor's contract says.");

    private static readonly Counter<long> s_breakerChanges = s_meter.CreateCounter<long>(
        "liveness.breaker.changes", "{change}", "Changes of a registration's breakers.");

    private static readonly Counter<long> s_shadowChecks = s_meter.CreateCounter<long>(
        "liveness.shadow.checks", "{check}", "Checks sampled for a shadow, by what came of them.");

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

    /// <summary>Measures a photo that was made ready; not one at a URL, which we never see.</summary>
    public static void RecordPhoto(string provider, SentImage sent, TimeSpan preparation)
    {
        KeyValuePair<string, object?> registration = new(TelemetryTag.Provider, provider);
        KeyValuePair<string, object?> form = new(TelemetryTag.PhotoForm, sent.Quality is null ? "original" : "encoded");
        s_photoPreparation.Record(preparation.TotalSeconds, registration, form);
        s_photoSize.Record(sent.Bytes, registration, form);
    }

    public static void CountRetry(string provider, string kind)
    {
        if (s_retries.Enabled)
        {
            s_retries.Add(1, new(TelemetryTag.Provider, provider), new(TelemetryTag.MessageKind, kind));
        }
    }

    /// <summary>Counts a field of a reply that is not as the contract says.</summary>
    /// <param name="vendor">The vendor.</param>
    /// <param name="field">The field's path in the vendor's contract, never a text from the reply.</param>
    public static void CountDrift(string vendor, string field) =>
        s_drift.Add(1, new(TelemetryTag.Vendor, vendor), new(TelemetryTag.Field, field));

    public static void CountBreakerChange(string provider, BreakerState state, LivenessError cause)
    {
        if (s_breakerChanges.Enabled)
        {
            s_breakerChanges.Add(
                1,
                new(TelemetryTag.Provider, provider),
                new(TelemetryTag.BreakerState, state.ToString()),
                new(TelemetryTag.BreakerCause, cause.ToString()));
        }
    }

    public static void CountShadowCheck(string composition, string outcome, LivenessVerdict primary, LivenessVerdict? shadow)
    {
        if (s_shadowChecks.Enabled)
        {
            s_shadowChecks.Add(
                1,
                new(TelemetryTag.Composition, composition),
                new(TelemetryTag.ShadowOutcome, outcome),
                new(TelemetryTag.Verdict, primary.ToString()),
                new(TelemetryTag.ShadowVerdict, shadow?.ToString()));
        }
    }

    private static void SetError(Activity span, string? type)
    {
        span.SetTag(TelemetryTag.ErrorType, type);
        span.SetStatus(ActivityStatusCode.Error);
    }

    private static Histogram<double> CreateHistogram(string name, string unit, string description, params double[] buckets) =>
        CreateHistogram<double>(name, unit, description, buckets);

    private static Histogram<T> CreateHistogram<T>(string name, string unit, string description, params T[] buckets)
        where T : struct =>
        s_meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
