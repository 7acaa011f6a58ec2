namespace LivenessSdk.Simulator;

/// <summary>Represents a check that Progeny has accepted, and its progress.</summary>
internal sealed class ProgenyTask(int number, Scenario scenario)
{
    private readonly object _lock = new();
    private Scenario _scenario = scenario;
    private int _polls;

    /// <summary>Gets the vendor's internal number, which is not the id for polls.</summary>
    public int Number { get; } = number;

    /// <summary>Counts a poll and returns its response.</summary>
    public Scenario Advance()
    {
        lock (_lock)
        {
            while (_scenario.Name == nameof(Scenario.Pending) && _polls++ == _scenario.Polls)
            {
                _scenario = _scenario.Following ?? Scenario.Live;
                _polls = 0;
            }

            return _scenario;
        }
    }
}
