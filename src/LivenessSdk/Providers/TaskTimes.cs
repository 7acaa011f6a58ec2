namespace LivenessSdk.Providers;

/// <summary>Learns how long a vendor's tasks take, for one client, so that a poll comes when the task is likely to have ended.</summary>
/// <remarks>
/// A task is known to have ended between the last poll that came too early and the one that did not. The time of the next task is
/// assumed to be, most likely, in such a span of a recent one, and with a small probability anywhere. All times are those at which answers arrive.
/// </remarks>
internal sealed class TaskTimes
{
    /// <summary>The number of tasks that are remembered. A change of a vendor's times is learned within ten checks.</summary>
    private const int MaxSpans = 12;

    /// <summary>The weight of a task relative to the one after it.</summary>
    private const double Fading = 0.65;

    /// <summary>The weight of any time at all relative to the latest task.</summary>
    private const double Doubt = 0.15;

    /// <summary>How far beyond its span a task's time may lie, as a factor.</summary>
    private const double Margin = 1.12;

    private const double Shortest = 0.2;
    private const double Longest = 60;

    private readonly object _lock = new();
    private readonly Queue<(double Early, double Late)> _spans = new();
    private TimeSpan _roundTrip;

    /// <summary>Gets the duration of the last poll.</summary>
    public TimeSpan RoundTrip
    {
        get
        {
            lock (_lock)
            {
                return _roundTrip;
            }
        }
    }

    /// <summary>Records when a task ended.</summary>
    /// <param name="early">When the last answer came that it was not finished, or zero if the first answer found it finished.</param>
    /// <param name="late">When the answer came that it was.</param>
    /// <param name="roundTrip">How long that answer took.</param>
    public void Record(TimeSpan early, TimeSpan late, TimeSpan roundTrip)
    {
        lock (_lock)
        {
            // If the first poll was late already, it is unknown by how much.
            double end = Math.Max(late.TotalSeconds, Shortest);
            double begin = early > TimeSpan.Zero ? Math.Min(early.TotalSeconds, end) : end / 6;
            if (_spans.Count == MaxSpans)
            {
                _spans.Dequeue();
            }

            _spans.Enqueue((begin, end));
            _roundTrip = roundTrip;
        }
    }

    /// <summary>Finds the time by which the task has ended with a probability that is by <paramref name="share"/> higher than it was at <paramref name="elapsed"/>.</summary>
    public TimeSpan FindNext(TimeSpan elapsed, double share)
    {
        lock (_lock)
        {
            double target = Probability(elapsed.TotalSeconds) + share;
            double early = Math.Max(elapsed.TotalSeconds, Shortest / 2);
            double late = Longest;
            if (target >= 1 || early >= late)
            {
                return TimeSpan.FromSeconds(late);
            }

            for (int i = 0; i < 24; i++)
            {
                double middle = Math.Sqrt(early * late);
                (early, late) = Probability(middle) < target ? (middle, late) : (early, middle);
            }

            return TimeSpan.FromSeconds(late);
        }
    }

    /// <summary>Returns the probability that a task has ended by a time.</summary>
    private double Probability(double time)
    {
        double sum = Doubt * ShareOf(time, Shortest, Longest);
        double weights = Doubt;
        double weight = Math.Pow(Fading, _spans.Count - 1);
        foreach ((double early, double late) in _spans)
        {
            sum += weight * ShareOf(time, early / Margin, late * Margin);
            weights += weight;
            weight /= Fading;
        }

        return sum / weights;
    }

    /// <summary>Returns how much of a span has passed. Times are compared by their ratio.</summary>
    private static double ShareOf(double time, double early, double late) =>
        time <= early ? 0 : time >= late ? 1 : Math.Log(time / early) / Math.Log(late / early);
}
