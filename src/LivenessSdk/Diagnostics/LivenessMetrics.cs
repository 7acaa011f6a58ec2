using System.Diagnostics.Metrics;

namespace LivenessSdk;

/// <summary>Provides the instruments of one container's meter.</summary>
/// <remarks><c>docs/telemetry.md</c> lists names, tags and units, and a test compares it with what is reported. Without a listener nothing is allocated.</remarks>
internal sealed class LivenessMetrics
{
    private readonly Histogram<long> _photoSize;
    private readonly Histogram<double> _photoPreparation;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _drift;
    private readonly Counter<long> _breakerChanges;
    private readonly Counter<long> _shadowChecks;

    /// <summary>Initializes a new instance of the <see cref="LivenessMetrics"/> class.</summary>
    /// <param name="meter">The meter that they belong to.</param>
    public LivenessMetrics(Meter meter)
    {
        CheckDuration = CreateHistogram<double>(
            meter,
            "liveness.check.duration", "s", "Time of a whole check.", 0.1, 0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60);
        _photoSize = CreateHistogram<long>(
            meter,
            "liveness.photo.size", "By", "Size of a photo as prepared for the vendor, before any base64.",
            16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576, 2_097_152, 4_194_304, 8_388_608, 16_777_216);
        _photoPreparation = CreateHistogram<double>(
            meter,
            "liveness.photo.preparation.duration", "s", "Time to prepare a photo for what the vendor accepts.",
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5);
        _retries = meter.CreateCounter<long>(
            "liveness.retries", "{retry}", "Requests that are sent again.");
        _drift = meter.CreateCounter<long>(
            "liveness.reply.drift", "{field}", "Fields of responses that are not as the vendor's contract says.");
        _breakerChanges = meter.CreateCounter<long>(
            "liveness.breaker.changes", "{change}", "Changes of a client's circuit breakers.");
        _shadowChecks = meter.CreateCounter<long>(
            "liveness.shadow.checks", "{check}", "Checks sampled for a shadow, by their outcome.");
    }

    /// <summary>Gets the time of whole checks, which <see cref="CheckObservation"/> measures.</summary>
    public Histogram<double> CheckDuration { get; }

    /// <summary>Records a photo that was prepared; not one at a URL, which the library never reads.</summary>
    public void RecordPhoto(string provider, SentImage sent, TimeSpan preparation)
    {
        KeyValuePair<string, object?> client = new(TelemetryTag.Provider, provider);
        KeyValuePair<string, object?> form = new(TelemetryTag.PhotoForm, sent.Quality is null ? "original" : "encoded");
        _photoPreparation.Record(preparation.TotalSeconds, client, form);
        _photoSize.Record(sent.Bytes, client, form);
    }

    public void CountRetry(string provider, string kind)
    {
        if (_retries.Enabled)
        {
            _retries.Add(1, new(TelemetryTag.Provider, provider), new(TelemetryTag.MessageKind, kind));
        }
    }

    /// <summary>Counts a field of a response that is not as the contract says.</summary>
    /// <param name="vendor">The vendor.</param>
    /// <param name="field">The field's path in the vendor's contract, never a text from the response.</param>
    public void CountDrift(string vendor, string field) =>
        _drift.Add(1, new(TelemetryTag.Vendor, vendor), new(TelemetryTag.Field, field));

    public void CountBreakerChange(string provider, BreakerState state, LivenessError cause)
    {
        if (_breakerChanges.Enabled)
        {
            _breakerChanges.Add(
                1,
                new(TelemetryTag.Provider, provider),
                new(TelemetryTag.BreakerState, state.ToString()),
                new(TelemetryTag.BreakerCause, cause.ToString()));
        }
    }

    public void CountShadowCheck(string composition, string outcome, LivenessVerdict primary, LivenessVerdict? shadow)
    {
        if (_shadowChecks.Enabled)
        {
            _shadowChecks.Add(
                1,
                new(TelemetryTag.Composition, composition),
                new(TelemetryTag.ShadowOutcome, outcome),
                new(TelemetryTag.Verdict, primary.ToString()),
                new(TelemetryTag.ShadowVerdict, shadow?.ToString()));
        }
    }

    private static Histogram<T> CreateHistogram<T>(Meter meter, string name, string unit, string description, params T[] buckets)
        where T : struct =>
        meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
