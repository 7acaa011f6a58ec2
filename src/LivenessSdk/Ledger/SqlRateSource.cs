using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Reserves permits in the database, or, while it is down, from the share that this machine keeps.</summary>
internal sealed class SqlRateSource
{
    private static readonly TimeSpan s_databaseTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_probeInterval = TimeSpan.FromSeconds(1);

    private readonly SqlRateRow _row;
    private readonly string _name;
    private readonly double _rate;
    private readonly double _share;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly long _start;
    private TimeSpan _nextProbe;
    private TimeSpan _nextShare;
    private Task _probe = Task.CompletedTask;
    private volatile bool _isDown;

    public SqlRateSource(SqlRateRow row, string name, RateLimitOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _row = row;
        _name = name;
        _rate = options.PermitsPerSecond!.Value;
        _share = options.OutagePermitsPerSecond!.Value;
        _timeProvider = timeProvider;
        _logger = logger;
        _start = timeProvider.GetTimestamp();
    }

    /// <summary>Gets the time since the limiter was created.</summary>
    public TimeSpan Now => _timeProvider.GetElapsedTime(_start);

    /// <summary>Gets the current rate.</summary>
    public double PermitsPerSecond => _isDown && _share > 0 ? _share : _rate;

    /// <summary>Reserves permits.</summary>
    /// <param name="permits">The number of permits that are needed.</param>
    /// <param name="batch">The number of permits to reserve where the database answers.</param>
    /// <param name="longestWait">The longest time until the first permit.</param>
    /// <param name="end">Ends a query when the limiter is disposed.</param>
    /// <exception cref="InvalidOperationException">The database has no ledger's schema of this version.</exception>
    public async ValueTask<SqlRateReservation> ReserveAsync(int permits, int batch, TimeSpan longestWait, CancellationToken end)
    {
        if ((!_isDown || (_share == 0 && Now >= _nextProbe))
            && await TryReserveAsync(batch, longestWait, end).ConfigureAwait(false) is { } reservation)
        {
            return reservation;
        }

        if (_share == 0)
        {
            return new SqlRateReservation { RetryAfter = _nextProbe - Now, Reason = "the database of the shared rate limit is down" };
        }

        if (Now >= _nextProbe && _probe.IsCompleted)
        {
            // Permits of the share do not wait for it. It reserves nothing.
            _probe = TryReserveAsync(count: 0, TimeSpan.Zero, end);
        }

        return ReserveShare(permits, longestWait);
    }

    /// <summary>Waits until a time, or until the limiter is disposed.</summary>
    public async ValueTask WaitUntilAsync(TimeSpan due, CancellationToken end)
    {
        // Timers count in milliseconds.
        TimeSpan delay = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (due - Now).TotalMilliseconds)));
        await Task.Delay(delay, _timeProvider, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private SqlRateReservation ReserveShare(int permits, TimeSpan longestWait)
    {
        TimeSpan now = Now;
        TimeSpan due = _nextShare > now ? _nextShare : now;
        if (due - now > longestWait)
        {
            return new SqlRateReservation { RetryAfter = due - now - longestWait };
        }

        TimeSpan spacing = TimeSpan.FromSeconds(1 / _share);
        _nextShare = due + (permits * spacing);
        return new SqlRateReservation { Count = permits, Wait = due - now, Spacing = spacing };
    }

    private async Task<SqlRateReservation?> TryReserveAsync(int count, TimeSpan longestWait, CancellationToken end)
    {
        using CancellationTokenSource timeout = new(s_databaseTimeout, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end, timeout.Token);
        try
        {
            SqlRateReservation reservation = await _row.ReserveAsync(count, longestWait, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            if (_isDown)
            {
                _isDown = false;
                LogMessages.SharedLimitRestored(_logger, _name);
            }

            return reservation;
        }
        catch (Exception e) when (!end.IsCancellationRequested && (count == 0 || IsOutage(e)))
        {
            _nextProbe = Now + s_probeInterval;
            if (!_isDown)
            {
                _isDown = true;
                LogMessages.SharedLimitUnavailable(_logger, e, _name, _share);
            }

            return null;
        }
    }

    /// <summary>Determines whether the database is down. A table or a permission that is missing (class 42) is a permanent error.</summary>
    private static bool IsOutage(Exception e) =>
        e is DbException { SqlState: not ['4', '2', ..] } or OperationCanceledException or TimeoutException or IOException or SocketException;
}
