using System.Diagnostics.Metrics;

namespace LivenessSdk.Worker;

/// <summary>Represents what the worker does at the moment and has done, for its health and metrics.</summary>
internal sealed class WorkerState
{
    private readonly Counter<long> _messages;
    private readonly long[] _ends = new long[Enum.GetValues<CheckEnd>().Length];
    private int _inFlight;

    public WorkerState(IMeterFactory meters)
    {
        Meter meter = meters.Create(LivenessWorkerDiagnostics.MeterName);
        _messages = meter.CreateCounter<long>("liveness.worker.messages", "{message}", "Messages that were finished, by how.");
        meter.CreateObservableGauge("liveness.worker.queue.depth", () => Depth, "{message}", "Checks that wait in the queue, at the last look.");
        meter.CreateObservableGauge("liveness.worker.in_flight", () => InFlight, "{message}", "Messages that this worker holds.");
        meter.CreateObservableGauge("liveness.worker.waiting", () => Waiting, "{message}", "Messages that this worker holds and that wait for their client's limit or for the end of an outage.");
    }

    /// <summary>Gets or sets the number of checks that wait in the queue.</summary>
    public long Depth { get; set; }

    /// <summary>Gets or sets a value indicating whether the worker takes messages.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Gets or sets what counts the messages that wait.</summary>
    public Func<int> CountWaiting { get; set; } = () => 0;

    /// <summary>Gets the number of messages that the worker holds.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Gets the number of messages that wait for their client.</summary>
    public int Waiting => CountWaiting();

    public long this[CheckEnd end] => Interlocked.Read(ref _ends[(int)end]);

    public void Begin() => Interlocked.Increment(ref _inFlight);

    public void End() => Interlocked.Decrement(ref _inFlight);

    public void Count(CheckEnd end, string client)
    {
        Interlocked.Increment(ref _ends[(int)end]);
        _messages.Add(1, new("liveness.worker.end", end.ToString()), new("liveness.provider", client));
    }
}
