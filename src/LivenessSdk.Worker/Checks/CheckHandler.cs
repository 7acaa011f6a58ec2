using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Worker;

/// <summary>Handles one message: loads the photo, checks it with the ledger, and decides how the message is completed.</summary>
internal sealed class CheckHandler
{
    /// <summary>How often a check may fail while its client works, before its own photo is considered the cause.</summary>
    private const int MaxFailures = 10;

    /// <summary>How long a message is held after an error in the worker, so that it is not redelivered immediately.</summary>
    private static readonly TimeSpan s_errorDelay = TimeSpan.FromSeconds(1);

    private readonly PhotoLoader _photos;
    private readonly WorkerState _state;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _outageTimeout;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, ClientGate> _gates = new(StringComparer.OrdinalIgnoreCase);

    public CheckHandler(
        PhotoLoader photos,
        WorkerState state,
        IOptions<LivenessWorkerOptions> options,
        ILogger<CheckWorker> logger,
        IServiceProvider services)
    {
        _services = services;
        _photos = photos;
        _state = state;
        _outageTimeout = options.Value.OutageTimeout;
        _logger = logger;
        _timeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
    }

    // Resolved when needed: the validation of the options reports missing services at start-up.
    private LivenessClientFactory Clients => _services.GetRequiredService<LivenessClientFactory>();

    private CheckLedger Ledger => _services.GetRequiredService<CheckLedger>();

    /// <summary>Gets the clients that cannot process checks at the moment, with the failure.</summary>
    public IEnumerable<(string Client, LivenessException Outage)> Outages =>
        from gate in _gates
        let outage = gate.Value.Outage
        where outage is not null
        select (gate.Key, outage);

    /// <summary>Gets the number of messages that wait for a client to recover, or for a permit of a shared rate limit.</summary>
    public int Waiting => _gates.Sum(gate => (gate.Value.Outage is null ? 0 : gate.Value.Waiting) + (int)(LimiterOf(gate.Key)?.GetStatistics()?.CurrentQueuedCount ?? 0));

    /// <summary>Handles a message. In any case, the message is completed or delivered again.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="stop">Returns waiting messages, and lets checks in flight complete.</param>
    /// <param name="abort">Cancels checks in flight.</param>
    public async Task HandleAsync(Delivery delivery, CancellationToken stop, CancellationToken abort)
    {
        try
        {
            await FinishAsync(delivery, stop, abort).ConfigureAwait(false);
        }
        catch (Exception e) when (!delivery.IsOwned)
        {
            WorkerLog.Lost(_logger, e, delivery.Message?.Key); // The broker delivers it again, and the ledger knows the answer.
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || abort.IsCancellationRequested)
        {
            await ReturnAsync(delivery).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            WorkerLog.Failed(_logger, e, delivery.Message?.Key);
            await Task.Delay(s_errorDelay, _timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ReturnAsync(delivery).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the limiter that <see cref="LivenessBuilder.UseRateLimiter"/> registered.</summary>
    private RateLimiter? LimiterOf(string client) => _services.GetKeyedService<RateLimiter>($"LivenessSdk:{client}");

    private static async Task ReturnAsync(Delivery delivery)
    {
        try
        {
            await delivery.ReturnAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception) when (!delivery.IsOwned)
        {
            // The broker delivers it again.
        }
    }

    private async Task FinishAsync(Delivery delivery, CancellationToken stop, CancellationToken abort)
    {
        if (delivery.Problem is { } problem)
        {
            await RejectAsync(delivery, LivenessError.InvalidRequest, problem, abort).ConfigureAwait(false);
            return;
        }

        CheckMessage message = delivery.Message!;
        if (Clients.Names.FirstOrDefault(name => name.Equals(message.ClientName, StringComparison.OrdinalIgnoreCase)) is not { } client)
        {
            await RejectAsync(delivery, LivenessError.InvalidRequest, "The client of the message is not registered with the worker. Configure it or fix the message.", abort).ConfigureAwait(false);
            return;
        }

        ClientGate gate = _gates.GetOrAdd(client, _ => new ClientGate(_outageTimeout, _timeProvider));
        int failures = delivery.Failures;
        while (true)
        {
            GateTurn turn = await gate.EnterAsync(stop).ConfigureAwait(false);
            if (turn == GateTurn.Postpone)
            {
                await PostponeAsync(delivery, client, failures, abort).ConfigureAwait(false);
                return;
            }

            CheckManyItem? item;
            try
            {
                item = await CheckAsync(client, message, delivery.IsRepeated, abort).ConfigureAwait(false);
            }
            catch
            {
                gate.Leave(turn);
                throw;
            }

            if (Learn(gate, client, turn, item) is { } outage)
            {
                if (!CheckFailure.CanBeCausedByPhoto(outage))
                {
                    continue;
                }

                // Another message tests whether the outage is over.
                failures += gate.Outage is null ? 1 : 0;
                if (failures < MaxFailures)
                {
                    await PostponeAsync(delivery, client, failures, abort).ConfigureAwait(false);
                    return;
                }
            }

            await FinishAsync(delivery, client, item, failures, abort).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>Determines from a check whether its client works.</summary>
    /// <returns>The failure to wait out, or <see langword="null"/> if the check ended.</returns>
    private LivenessException? Learn(ClientGate gate, string client, GateTurn turn, CheckManyItem? item)
    {
        if (item?.Failure is { } failure && failure.Error != LivenessError.InProgress && CheckFailure.IsOutage(failure))
        {
            if (gate.Close(failure, turn, CheckFailure.CanBeCausedByPhoto(failure)))
            {
                WorkerLog.Paused(_logger, client, failure.Error, failure.Message);
            }

            return failure;
        }

        if (!ShowsThatClientWorks(item, gate.Outage))
        {
            gate.Leave(turn);
        }
        else if (gate.Open())
        {
            WorkerLog.Resumed(_logger, client);
        }

        return null;
    }

    /// <summary>Determines whether a check ended the outage: a response of the vendor does; an answer from the ledger only ends an outage of the ledger.</summary>
    private static bool ShowsThatClientWorks(CheckManyItem? item, LivenessException? outage) =>
        item is { FromLedger: true } ? outage?.Error == LivenessError.LedgerUnavailable : item?.Result is not null || item?.Failure?.Response is not null;

    /// <summary>Completes the message of a check that ended.</summary>
    private async Task FinishAsync(Delivery delivery, string client, CheckManyItem? item, int failures, CancellationToken abort)
    {
        if (item is null || item.Failure is { Error: LivenessError.InProgress })
        {
            await delivery.PostponeBrieflyAsync(abort).ConfigureAwait(false);
            _state.Count(CheckEnd.Postponed, client);
        }
        else if (item.Result is { } result)
        {
            await delivery.AnswerAsync(LedgerOutcome.Of(result), abort).ConfigureAwait(false);
            _state.Count(item.FromLedger ? CheckEnd.Repeated : CheckEnd.Paid, client);
        }
        else if (item.Failure is { ContinuationToken: not null })
        {
            await PostponeAsync(delivery, client, failures, abort).ConfigureAwait(false); // The ledger has the token: continuing costs nothing.
        }
        else if (item.Failure is { } failure)
        {
            await RejectAsync(delivery, failure.Error, failure.Message, abort).ConfigureAwait(false);
        }
        else
        {
            await RejectAsync(
                delivery,
                LivenessError.OutcomeUnknown,
                "The photo may have been processed, and its answer was lost. Look it up at the vendor, settle it with 'liveness ledger unknown', then send the message again.",
                abort).ConfigureAwait(false);
        }
    }

    private async Task PostponeAsync(Delivery delivery, string client, int failures, CancellationToken abort)
    {
        await delivery.PostponeAsync(failures, abort).ConfigureAwait(false);
        _state.Count(CheckEnd.Postponed, client);
    }

    private async Task RejectAsync(Delivery delivery, LivenessError error, string reason, CancellationToken abort)
    {
        await delivery.RejectAsync(error, reason, abort).ConfigureAwait(false);
        WorkerLog.Rejected(_logger, delivery.Message?.Key, error, reason);
        _state.Count(error == LivenessError.OutcomeUnknown ? CheckEnd.Unknown : CheckEnd.Rejected, delivery.Message?.ClientName ?? "");
    }

    /// <summary>Checks a photo with the ledger.</summary>
    /// <returns>The item, or <see langword="null"/> if the check is in flight elsewhere.</returns>
    private async Task<CheckManyItem?> CheckAsync(string client, CheckMessage message, bool isRepeated, CancellationToken abort)
    {
        try
        {
            // If its former worker is gone, the lease has to expire first, which is not awaited here.
            if (isRepeated && await IsInFlightAsync(message.Key, abort).ConfigureAwait(false))
            {
                return null;
            }

            LivenessRequest loaded = await _photos.LoadAsync(message.Photo, abort).ConfigureAwait(false);
            CheckManyItem item = await CheckAsync(client, new LivenessRequest(loaded) { IdempotencyKey = message.Key, ReturnWhenPending = false }, abort).ConfigureAwait(false);
            return item.Outcome == CheckManyOutcome.Unknown && await IsInFlightAsync(message.Key, abort).ConfigureAwait(false) ? null : item;
        }
        catch (LivenessException e)
        {
            return new CheckManyItem { Failure = e };
        }
    }

    private async Task<CheckManyItem> CheckAsync(string client, LivenessRequest request, CancellationToken abort)
    {
        CheckManyOptions options = new() { MaxConcurrency = 1, Ledger = Ledger, OutageTimeout = TimeSpan.Zero, TimeProvider = _timeProvider };
        await foreach (CheckManyItem item in Clients.GetClient(client).CheckManyAsync([request], options).WithCancellation(abort).ConfigureAwait(false))
        {
            return item;
        }

        throw new InvalidOperationException("A check ended without an item.");
    }

    private async Task<bool> IsInFlightAsync(string key, CancellationToken abort)
    {
        try
        {
            await foreach (LedgerEntry entry in Ledger.ListAsync(new LedgerFilter { IdempotencyKey = key }, abort).ConfigureAwait(false))
            {
                if (entry.State is LedgerState.Claimed or LedgerState.Dispatched)
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception e) when (!abort.IsCancellationRequested)
        {
            throw new LivenessException(LivenessError.LedgerUnavailable, "The ledger is unreachable, and nothing was sent. See the inner exception and check the database.", e);
        }
    }
}
