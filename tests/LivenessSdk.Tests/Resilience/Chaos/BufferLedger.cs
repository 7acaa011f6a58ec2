using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace LivenessSdk.Tests.Resilience.Chaos;

/// <summary>Keeps account of the pooled buffers that checks rent and give back.</summary>
internal sealed class BufferLedger : EventListener
{
    private const int Rented = 1;
    private const int Returned = 3;

    private readonly ConcurrentDictionary<int, bool> _outstanding = new();
    private int _rented;

    public int Outstanding => _outstanding.Count;

    public int RentedInAll => Volatile.Read(ref _rented);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Rented && ChaosCheck.Current is not null)
        {
            Interlocked.Increment(ref _rented);
            _outstanding[(int)eventData.Payload![0]!] = true;
        }
        else if (eventData.EventId == Returned)
        {
            _outstanding.TryRemove((int)eventData.Payload![0]!, out _);
        }
    }
}
