namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Represents a store in the memory of one server, which deletes expired values.</summary>
internal sealed class MemoryLivenessCheckStore(TimeProvider timeProvider) : LivenessCheckStore
{
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();
    private readonly Dictionary<string, Entry<string>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry<long>> _counters = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep;

    public override ValueTask<string?> FindAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(Find(key));
        }
    }

    public override ValueTask<bool> TryAddAsync(string key, string value, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Sweep();
            if (Find(key) is not null)
            {
                return new(false);
            }

            _values[key] = new(value, expires);
            return new(true);
        }
    }

    public override ValueTask<bool> TryUpdateAsync(string key, string current, string value, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Find(key) != current)
            {
                return new(false);
            }

            _values[key] = _values[key] with { Value = value };
            return new(true);
        }
    }

    public override ValueTask<bool> TryRemoveAsync(string key, string current, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(Find(key) == current && _values.Remove(key));
        }
    }

    public override ValueTask<long> AddAsync(string key, int amount, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Sweep();
            Entry<long> entry = _counters.TryGetValue(key, out Entry<long> counting) && counting.Expires > timeProvider.GetUtcNow()
                ? counting with { Value = counting.Value + amount }
                : new(amount, expires);
            if (entry.Value == 0)
            {
                _counters.Remove(key);
            }
            else
            {
                _counters[key] = entry;
            }

            return new(entry.Value);
        }
    }

    private string? Find(string key) =>
        _values.TryGetValue(key, out Entry<string> entry) && entry.Expires > timeProvider.GetUtcNow() ? entry.Value : null;

    private void Sweep()
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + s_sweepInterval;
        RemoveExpired(_values, now);
        RemoveExpired(_counters, now);
    }

    private static void RemoveExpired<T>(Dictionary<string, Entry<T>> entries, DateTimeOffset now)
    {
        foreach ((string key, Entry<T> entry) in entries)
        {
            if (entry.Expires <= now)
            {
                entries.Remove(key);
            }
        }
    }

    private readonly record struct Entry<T>(T Value, DateTimeOffset Expires);
}
