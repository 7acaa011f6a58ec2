namespace LivenessSdk;

/// <summary>Accompanies one check of one registration, so that every message it sends knows the deadline and leaves its trace.</summary>
internal sealed class CheckScope
{
    private static readonly AsyncLocal<CheckScope?> s_current = new();

    private readonly TimeProvider _timeProvider;
    private readonly long _started;
    private List<string>? _drift;

    private CheckScope(TimeProvider timeProvider, TimeSpan timeout)
    {
        _timeProvider = timeProvider;
        _started = timeProvider.GetTimestamp();
        Timeout = timeout;
    }

    /// <summary>Gets the check that the calling code belongs to; null outside any.</summary>
    public static CheckScope? Current => s_current.Value;

    /// <summary>Gets the time for the whole check.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Gets the time spent so far.</summary>
    public TimeSpan Elapsed => _timeProvider.GetElapsedTime(_started);

    /// <summary>Gets the time left; zero or less after the deadline.</summary>
    public TimeSpan Remaining => Timeout - Elapsed;

    /// <summary>Gets or sets whether a photo left, or may have left, for the vendor.</summary>
    public bool PhotoSent { get; set; }

    /// <summary>Gets or sets whether the vendor may have done, and billed, the work.</summary>
    public bool MayHaveBeenProcessed { get; set; }

    /// <summary>Gets the fields of replies that are missing or not as the vendor's contract says, by their paths in it; each once.</summary>
    public IReadOnlyList<string> Drift => _drift ?? [];

    /// <summary>Notes such a field.</summary>
    public void NoteDrift(string field)
    {
        _drift ??= [];
        if (!_drift.Contains(field))
        {
            _drift.Add(field);
        }
    }

    /// <summary>Begins a check. It ends with the asynchronous method that calls this.</summary>
    public static CheckScope Begin(TimeProvider timeProvider, TimeSpan timeout) =>
        s_current.Value = new CheckScope(timeProvider, timeout);
}
