namespace LivenessSdk;

/// <summary>Represents the reserved permits: reserved in a batch, and granted one by one when each is due.</summary>
internal sealed class SqlRatePermits
{
    /// <summary>How long a permit can be used. Those of a process that was suspended are not all used at once when it resumes.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMilliseconds(100);

    /// <summary>The share of a second that one reservation takes, at a rate at which the row would otherwise change too often.</summary>
    private const double BatchSeconds = 0.02;

    private const double HighRate = 250;

    private readonly Queue<(TimeSpan Due, TimeSpan Until)> _permits = new();
    private readonly double _rate;
    private int _batch = 1;
    private bool _expired;

    public SqlRatePermits(double rate)
    {
        _rate = rate;
    }

    /// <summary>Gets or sets how long the last reservation took.</summary>
    public TimeSpan RoundTrip { get; set; }

    /// <summary>Gets the size of the next batch: twice the last one if that was used up, half of it if not.</summary>
    /// <remarks>A batch has what becomes due during a reservation, since one process asks for one batch after the other.</remarks>
    public int NextBatch()
    {
        double seconds = Math.Max(_rate < HighRate ? 0 : BatchSeconds, Math.Min(RoundTrip.TotalSeconds, s_lifetime.TotalSeconds));
        int largest = Math.Max(1, (int)Math.Ceiling(_rate * seconds));
        _batch = _expired ? Math.Max(1, _batch / 2) : Math.Min(largest, _batch * 2);
        _expired = false;
        return _batch;
    }

    /// <summary>Finds when the next permit is due, or returns <see langword="null"/> if none is reserved.</summary>
    public TimeSpan? FindNext(TimeSpan now)
    {
        while (_permits.TryPeek(out (TimeSpan Due, TimeSpan Until) next))
        {
            if (next.Until >= now)
            {
                return next.Due;
            }

            _permits.Dequeue();
            _expired = true;
        }

        return null;
    }

    public bool TryTake(TimeSpan now) => FindNext(now) <= now && _permits.TryDequeue(out _);

    public void Add(SqlRateReservation reservation, TimeSpan now)
    {
        for (int i = 0; i < reservation.Count; i++)
        {
            TimeSpan due = now + reservation.Wait + (i * reservation.Spacing);
            _permits.Enqueue((due, (due > now ? due : now) + s_lifetime));
        }
    }
}
