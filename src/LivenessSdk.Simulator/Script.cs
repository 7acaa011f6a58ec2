namespace LivenessSdk.Simulator;

/// <summary>Represents the script of one kind of request: a queue of one-shot scenarios and a lasting one.</summary>
internal sealed class Script
{
    private readonly object _lock = new();
    private readonly Queue<Scenario> _next = new();
    private Scenario? _always;

    /// <summary>Gets the lasting scenario, or <c>null</c> if there is none.</summary>
    public Scenario? Lasting
    {
        get
        {
            lock (_lock)
            {
                return _always;
            }
        }
    }

    public void Always(Scenario? scenario)
    {
        lock (_lock)
        {
            _always = scenario;
        }
    }

    public void Next(IEnumerable<Scenario> scenarios)
    {
        lock (_lock)
        {
            foreach (Scenario scenario in scenarios)
            {
                _next.Enqueue(scenario);
            }
        }
    }

    /// <summary>Returns the scenario for the next request, or null if there is none.</summary>
    public Scenario? Take()
    {
        lock (_lock)
        {
            return _next.TryDequeue(out Scenario? scenario) ? scenario : _always;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _next.Clear();
            _always = null;
        }
    }
}
