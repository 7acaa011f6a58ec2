using System.Collections.Concurrent;
using System.Diagnostics;
using LivenessSdk.Providers;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Worker.Tests.Chaos;

/// <summary>Counts what arrives at a simulated vendor: how often each photo, and how many requests in any second.</summary>
internal sealed class VendorCount : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<long> _arrivals = new();
    private readonly HashSet<RecordedRequest> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _posts = [];

    /// <summary>Gets how often each photo was sent, by its hash.</summary>
    public IReadOnlyDictionary<string, int> Posts => _posts;

    /// <summary>Gets the times at which requests were answered.</summary>
    public long[] Arrivals => [.. _arrivals];

    /// <summary>Reads what arrived since the last time. The simulator keeps the latest requests only, so this is to be called often.</summary>
    public void Read(VendorSimulator vendor)
    {
        IReadOnlyList<RecordedRequest> kept = vendor.Requests;
        foreach (RecordedRequest request in kept.Where(request => request.Kind == RequestKind.Billable && request.Photos.Count > 0 && _seen.Add(request)))
        {
            string hash = PhotoSet.HashOf(request.Photos[0].Data);
            _posts[hash] = _posts.GetValueOrDefault(hash) + 1;
        }

        _seen.IntersectWith(kept);
    }

    /// <summary>Counts the requests of the busiest second.</summary>
    public int CountBusiestSecond(long from = 0)
    {
        long[] times = [.. _arrivals.Where(time => time >= from).Order()];
        int most = 0;
        for (int first = 0, next = 0; first < times.Length; first++)
        {
            while (next < times.Length && times[next] - times[first] < Stopwatch.Frequency)
            {
                next++;
            }

            most = Math.Max(most, next - first);
        }

        return most;
    }

    /// <summary>Gets the requests in a second in the second half but for its end, when the code of the workers is compiled.</summary>
    public double SteadyRate()
    {
        long[] times = [.. _arrivals.Order()];
        int from = times.Length / 2;
        int to = times.Length * 19 / 20;
        return (to - from) / Stopwatch.GetElapsedTime(times[from], times[to]).TotalSeconds;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> values && values.Any(value => value is { Key: "StatusCode" }))
        {
            _arrivals.Enqueue(Stopwatch.GetTimestamp());
        }
    }

    public void Dispose()
    {
    }
}
