using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Keeps every span and every measurement of the process, the framework's too, while it lives.</summary>
internal sealed class RecordedTelemetry : IDisposable
{
    private readonly ActivityListener _spanListener;
    private readonly MeterListener _meterListener;
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new();

    public RecordedTelemetry()
    {
        _spanListener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spanListener);
        _meterListener = new MeterListener { InstrumentPublished = Publish };
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _meterListener.Start();
    }

    /// <summary>Gets the spans that have ended.</summary>
    public IReadOnlyCollection<Activity> Spans => [.. _spans];

    public IReadOnlyCollection<Measurement> Measurements => [.. _measurements];

    /// <summary>Gets the library's own instruments, measured or not.</summary>
    public IReadOnlyCollection<Instrument> Instruments => [.. _instruments.Values];

    public IEnumerable<Activity> SpansOf(string provider, string name) =>
        Spans.Where(span => span.OperationName == name && Equals(span.GetTagItem("liveness.provider"), provider));

    public void Dispose()
    {
        _spanListener.Dispose();
        _meterListener.Dispose();
    }

    private void Publish(Instrument instrument, MeterListener listener)
    {
        listener.EnableMeasurementEvents(instrument);
        if (instrument.Meter.Name == "LivenessSdk")
        {
            _instruments[instrument.Name] = instrument;
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Enqueue(new Measurement(instrument, value, tags.ToArray()));

    internal sealed record Measurement(Instrument Instrument, double Value, KeyValuePair<string, object?>[] Tags)
    {
        public object? this[string tag] => Array.Find(Tags, pair => pair.Key == tag).Value;
    }
}
