using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Keeps what the counter of drift measures in the test that made this, while other tests measure too.</summary>
internal sealed class RecordedDrift : IDisposable
{
    private static readonly AsyncLocal<RecordedDrift?> s_current = new();

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(object? Vendor, object? Field)> _measurements = new();

    public RecordedDrift()
    {
        s_current.Value = this;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "liveness.reply.drift")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Record(value, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<(object? Vendor, object? Field)> Measurements => [.. _measurements];

    public void Dispose() => _listener.Dispose();

    private void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (s_current.Value != this)
        {
            return;
        }

        Dictionary<string, object?> named = new(tags.ToArray());
        named.Keys.Should().BeEquivalentTo("liveness.vendor", "liveness.field");
        for (long i = 0; i < value; i++)
        {
            _measurements.Enqueue((named["liveness.vendor"], named["liveness.field"]));
        }
    }
}
