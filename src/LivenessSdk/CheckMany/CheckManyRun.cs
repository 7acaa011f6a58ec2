using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace LivenessSdk;

/// <summary>Runs a number of checks concurrently while the caller takes their items.</summary>
internal sealed class CheckManyRun : IAsyncDisposable
{
    private readonly ILivenessClient _client;
    private readonly CheckManyOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<LivenessRequest> _requests;

    /// <summary>The items to return, in order: of the checks in flight, and of those done but not yet taken.</summary>
    private readonly Queue<Task<Task<CheckManyItem>>> _next = [];

    /// <summary>The free places among them if the order does not matter: the check that is done first takes the first.</summary>
    private readonly ConcurrentQueue<TaskCompletionSource<Task<CheckManyItem>>> _places = [];

    private readonly OutageGate _gate;
    private readonly CancellationTokenRegistration _stopping;
    private readonly CheckManyMemory? _memory;
    private CheckManyProgress _progress;
    private Task<LivenessRequest?>? _reading;
    private Task? _end;
    private long _count;

    private CheckManyRun(
        ILivenessClient client, IAsyncEnumerable<LivenessRequest> requests, CheckManyOptions options, CheckJournal? journal, CancellationToken cancellationToken)
    {
        _client = client;
        _options = options;
        _memory = options.Ledger is { } ledger ? new CheckManyMemory(ledger, client, options, journal) : null;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _requests = requests.GetAsyncEnumerator(_stop.Token);
        _gate = new OutageGate(options.OutageTimeout, options.TimeProvider);
        _stopping = options.StopToken.UnsafeRegister(static gate => ((OutageGate)gate!).End(), _gate);
    }

    private bool IsReading => _end is null && !_gate.IsEnded;

    public static async IAsyncEnumerable<CheckManyItem> RunAsync(
        ILivenessClient client,
        IAsyncEnumerable<LivenessRequest> requests,
        CheckManyOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckJournal? journal = options.JournalPath is { } path ? await CheckJournal.ReadAsync(path, cancellationToken).ConfigureAwait(false) : null;
        CheckManyRun run = new(client, requests, options, journal, cancellationToken);
        await using (run.ConfigureAwait(false))
        {
            while (await run.TakeAsync(cancellationToken).ConfigureAwait(false) is { } item)
            {
                run._progress = run._progress.Add(item.Outcome);
                run.Report();
                yield return item;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);

        // The checks use the photos until they have stopped.
        await Task.WhenAll(_next).ConfigureAwait(false);
        if (_reading is not null)
        {
            await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _requests.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
        _stop.Dispose();
    }

    /// <summary>Takes the next item as soon as there is one.</summary>
    /// <returns>The item, or <see langword="null"/> at the end.</returns>
    private async Task<CheckManyItem?> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TakeNextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The run was canceled by the caller.", e, cancellationToken);
        }
    }

    private async Task<CheckManyItem?> TakeNextAsync(CancellationToken cancellationToken)
    {
        while (IsReading || _next.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed = _gate.Changed;
            if (changed.IsCompleted && !_gate.IsEnded)
            {
                Report();
                continue;
            }

            if (_reading is { IsCompleted: true } || (IsReading && _next.Count < _options.MaxConcurrency))
            {
                _reading ??= ReadAsync();
                if (_reading.IsCompleted)
                {
                    await BeginAsync(_reading).ConfigureAwait(false);
                    continue;
                }
            }

            _next.TryPeek(out Task<Task<CheckManyItem>>? first);
            if (first is { IsCompleted: true })
            {
                Task<CheckManyItem> check = await _next.Dequeue().ConfigureAwait(false);
                return await check.ConfigureAwait(false);
            }

            // All of them are in flight, or this would be a loop that never rests.
            Task?[] awaited = _gate.IsEnded ? [first] : [_reading, first, changed];
            await Task.WhenAny(awaited.OfType<Task>()).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_gate.EndCause is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        if (_end is not null)
        {
            await _end.ConfigureAwait(false); // Throws what ended the sequence of requests before its time.
        }

        return null;
    }

    private void Report()
    {
        (LivenessException? outage, TimeSpan? retryIn) = _gate.GetOutage();
        _options.Progress?.Report(_progress with { Outage = outage, RetryIn = retryIn });
    }

    /// <summary>Reads the next request, or returns <see langword="null"/> at the end.</summary>
    private async Task<LivenessRequest?> ReadAsync()
    {
        if (!await _requests.MoveNextAsync().ConfigureAwait(false))
        {
            return null;
        }

        LivenessRequest request = _requests.Current ?? throw new ArgumentException("The sequence of requests contains a null.");
        _memory?.Validate(request, _count);
        return request;
    }

    /// <summary>Begins the check of the request that was read, or records the end of the sequence.</summary>
    private async Task BeginAsync(Task<LivenessRequest?> reading)
    {
        _reading = null;
        if (!reading.IsCompletedSuccessfully || await reading.ConfigureAwait(false) is not { } request)
        {
            _end = reading;
            return;
        }

        TaskCompletionSource<Task<CheckManyItem>> place = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _next.Enqueue(place.Task);
        if (!_options.InOrder)
        {
            _places.Enqueue(place);
        }

        _ = FinishAsync(CheckAsync(_count++, request), place);
    }

    private async Task FinishAsync(Task<CheckManyItem> check, TaskCompletionSource<Task<CheckManyItem>> ownPlace)
    {
        await ((Task)check).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TaskCompletionSource<Task<CheckManyItem>> place = _places.TryDequeue(out TaskCompletionSource<Task<CheckManyItem>>? free) ? free : ownPlace;
        place.SetResult(check);
    }

    private async Task<CheckManyItem> CheckAsync(long index, LivenessRequest request)
    {
        OutageGateEntry entry = new();
        while (await _gate.EnterAsync(entry, _stop.Token).ConfigureAwait(false))
        {
            CheckManyItem item;
            try
            {
                item = _memory is null
                    ? await AskAsync(index, request).ConfigureAwait(false)
                    : await _memory.AskAsync(index, request, _stop.Token).ConfigureAwait(false);
            }
            catch
            {
                _gate.Leave(entry);
                throw;
            }

            if (!_gate.ShouldRepeat(entry, item))
            {
                return item;
            }
        }

        string? key = _memory is null ? request.IdempotencyKey : CheckManyMemory.KeyOf(request);
        return new CheckManyItem { Index = index, TransactionId = request.TransactionId, IdempotencyKey = key, Failure = entry.Failure };
    }

    private async Task<CheckManyItem> AskAsync(long index, LivenessRequest request)
    {
        try
        {
            LivenessResult result = await _client.CheckAsync(request, _stop.Token).ConfigureAwait(false);
            return new CheckManyItem { Index = index, TransactionId = request.TransactionId, IdempotencyKey = request.IdempotencyKey, Result = result };
        }
        catch (LivenessException e)
        {
            return new CheckManyItem { Index = index, TransactionId = request.TransactionId, IdempotencyKey = request.IdempotencyKey, Failure = e };
        }
    }
}
