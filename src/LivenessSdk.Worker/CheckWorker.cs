using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Worker;

/// <summary>Consumes checks from the broker while the application is running, and reconnects when the connection is lost.</summary>
internal sealed class CheckWorker : BackgroundService
{
    private static readonly TimeSpan s_reconnectDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_queryInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_statusInterval = TimeSpan.FromSeconds(10);

    private readonly LivenessWorkerOptions _options;
    private readonly BrokerTopology _topology;
    private readonly CheckHandler _handler;
    private readonly WorkerState _state;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _abort = new();
    private readonly HashSet<Task> _inFlight = [];

    public CheckWorker(
        IOptions<LivenessWorkerOptions> options, CheckHandler handler, WorkerState state, ILogger<CheckWorker> logger, TimeProvider? timeProvider = null)
    {
        _options = options.Value;
        _topology = new BrokerTopology(_options.Queue, _options.ResultExchange, _options.RetryDelays);
        _handler = handler;
        _state = state;
        _state.CountWaiting = () => handler.Waiting;
        _logger = logger;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _slots = new SemaphoreSlim(_options.Concurrency);
    }

    /// <summary>Stops consuming and waits for the checks in flight. When the host's shutdown timeout expires, they are canceled.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration ending = cancellationToken.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _abort.Dispose();
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ReconnectAsync(stoppingToken).ConfigureAwait(false);

        // Checks of a lost connection are awaited too, since they are paid for.
        await Task.WhenAll(TasksInFlight()).ConfigureAwait(false);
    }

    private async Task ReconnectAsync(CancellationToken stoppingToken)
    {
        bool isReported = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                BrokerSession session = await BrokerSession.OpenAsync(_options.Broker!, _topology, stoppingToken).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    await WorkAsync(session, stoppingToken).ConfigureAwait(false);
                    isReported = false;
                }
            }
            catch (Exception e)
            {
                // The broker may go down while the worker stops: checks in flight are awaited all the same.
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                if (!isReported)
                {
                    WorkerLog.Disconnected(_logger, e.GetBaseException().Message);
                    isReported = true;
                }
            }
            finally
            {
                _state.IsConnected = false;
            }

            await Task.Delay(s_reconnectDelay, _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Works until the session is lost, or the worker is stopped and has completed its messages.</summary>
    private async Task WorkAsync(BrokerSession session, CancellationToken stoppingToken)
    {
        await session.ConsumeAsync(_options.Concurrency, delivery => Begin(delivery, stoppingToken), CancellationToken.None).ConfigureAwait(false);
        _state.IsConnected = true;
        WorkerLog.Connected(_logger, _options.Queue, _options.Concurrency);
        await WatchAsync(session, stoppingToken).ConfigureAwait(false);
        if (!stoppingToken.IsCancellationRequested)
        {
            WorkerLog.ConnectionLost(_logger);
            return;
        }

        WorkerLog.Stopping(_logger, _state.InFlight);
        await session.StopConsumingAsync(CancellationToken.None).ConfigureAwait(false);
        await Task.WhenAll(TasksInFlight()).ConfigureAwait(false);
    }

    /// <summary>Queries the queue periodically, and logs the state of the worker.</summary>
    private async Task WatchAsync(BrokerSession session, CancellationToken stoppingToken)
    {
        long lastReport = _timeProvider.GetTimestamp();
        while (!session.Closed.IsCompleted && !stoppingToken.IsCancellationRequested)
        {
            _state.Depth = await session.CountWaitingAsync(CancellationToken.None).ConfigureAwait(false);
            if (_timeProvider.GetElapsedTime(lastReport) >= s_statusInterval)
            {
                lastReport = _timeProvider.GetTimestamp();
                WorkerLog.Status(_logger, _state);
            }

            await Task.WhenAny(session.Closed, Task.Delay(s_queryInterval, _timeProvider, stoppingToken)).ConfigureAwait(false);
        }
    }

    private void Begin(Delivery delivery, CancellationToken stoppingToken)
    {
        Task handling = HandleAsync(delivery, stoppingToken);
        lock (_inFlight)
        {
            _inFlight.Add(handling);
        }

        _ = handling.ContinueWith(
            ended =>
            {
                lock (_inFlight)
                {
                    _inFlight.Remove(ended);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task HandleAsync(Delivery delivery, CancellationToken stoppingToken)
    {
        await Task.Yield(); // The connection's reader must not be blocked.

        // After a lost connection, messages are delivered again while their checks are still in flight here.
        await _slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _state.Begin();
        try
        {
            await _handler.HandleAsync(delivery, stoppingToken, _abort.Token).ConfigureAwait(false);
        }
        finally
        {
            _state.End();
            _slots.Release();
        }
    }

    private Task[] TasksInFlight()
    {
        lock (_inFlight)
        {
            return [.. _inFlight];
        }
    }
}
