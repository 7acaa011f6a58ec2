using System.Diagnostics.Metrics;

namespace LivenessSdk.Worker;

/// <summary>Represents the state and the counters of the worker, for its health and metrics.</summary>
internal sealed class WorkerState
{
    private readonly Counter<long> _messages;
    private readonly long[] _ends = new long[Enum.GetValues<CheckEnd>().Length];
    private int _inFlight;

    public WorkerState(IMeterFactory meters)
    {
        Meter meter = meters.Create(LivenessWorkerDiagnostics.MeterName);
        _messages = meter.CreateCounter<long>("liveness.worker.messages", "{message}", "Completed messages, by outcome.");
        meter.CreateObservableGauge("liveness.worker.queue.depth", () => Depth, "{message}", "Checks waiting in the queue, as of the last query.");
        meter.CreateObservableGauge("liveness.worker.in_flight", () => InFlight, "{message}", "Messages held by this worker.");
        meter.CreateObservableGauge("liveness.worker.waiting", () => Waiting, "{message}", "Messages held by this worker that wait for a rate limit or the end of an outage.");
    }

    /// <summary>Gets or sets the number of checks waiting in the queue.</summary>
    public long Depth { get; set; }

    /// <summary>Gets or sets a value indicating whether the worker is connected to the broker.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Gets or sets the function that counts the waiting messages.</summary>
    public Func<int> CountWaiting { get; set; } = () => 0;

    /// <summary>Gets the number of messages held by the worker.</summary>
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
